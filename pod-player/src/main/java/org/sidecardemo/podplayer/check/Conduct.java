package org.sidecardemo.podplayer.check;

/**
 * What a container does until it is told to end.
 *
 * @param startup meaningless without a startup probe
 * @param healthy whether it passes its liveness probe, always or never
 * @param ready whether it passes its readiness probe, always or never
 */
record Conduct(Launch launch, Startup startup, Lifetime lifetime, boolean healthy, boolean ready) {

    /** What is expected of a container. */
    static Conduct expected(Lifetime lifetime) {
        return new Conduct(Launch.RUNS, Startup.AT_ONCE, lifetime, true, true);
    }

    Conduct with(Launch other) {
        return new Conduct(other, startup, lifetime, healthy, ready);
    }

    Conduct with(Startup other) {
        return new Conduct(launch, other, lifetime, healthy, ready);
    }

    Conduct with(Lifetime other) {
        return new Conduct(launch, startup, other, healthy, ready);
    }

    Conduct unhealthy() {
        return new Conduct(launch, startup, lifetime, false, ready);
    }

    Conduct unready() {
        return new Conduct(launch, startup, lifetime, healthy, false);
    }
}
