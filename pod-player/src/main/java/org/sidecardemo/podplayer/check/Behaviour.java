package org.sidecardemo.podplayer.check;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.sidecardemo.podplayer.lifecycle.HookType;

/**
 * What one container does, in every pod and every run alike. Each trait is chosen when it is asked for, so what never
 * matters is never chosen.
 */
final class Behaviour {

    private final CheckedContainer container;
    private final Choices choices;
    private final Map<HookType, HookEnd> hooks = new EnumMap<>(HookType.class);
    private Launch launch;
    private Lifetime lifetime;
    private Startup startup;
    private AtSigterm atSigterm;
    private Boolean healthy;
    private Boolean ready;

    Behaviour(CheckedContainer container, Choices choices) {
        this.container = container;
        this.choices = choices;
    }

    CheckedContainer container() {
        return container;
    }

    Launch launch() {
        if (launch == null) {
            launch = choices.of(List.of(Launch.values()));
        }
        return launch;
    }

    Lifetime lifetime() {
        if (lifetime == null) {
            lifetime = choices.of(container.lifetimes());
        }
        return lifetime;
    }

    Startup startup() {
        if (startup == null) {
            startup = choices.of(List.of(Startup.values()));
        }
        return startup;
    }

    AtSigterm atSigterm() {
        if (atSigterm == null) {
            atSigterm = choices.of(List.of(AtSigterm.values()));
        }
        return atSigterm;
    }

    /** Whether it passes its liveness probe, always or never. */
    boolean healthy() {
        if (healthy == null) {
            healthy = choices.of(List.of(true, false));
        }
        return healthy;
    }

    /** Whether it passes its readiness probe, always or never. */
    boolean ready() {
        if (ready == null) {
            ready = choices.of(List.of(true, false));
        }
        return ready;
    }

    /** How a hook ends; a sleep does what it says. */
    HookEnd hook(HookType type) {
        return sleep(type).isPresent()
                ? HookEnd.SUCCEEDS
                : hooks.computeIfAbsent(type, _ -> choices.of(List.of(HookEnd.values())));
    }

    /** How long a hook sleeps, if that is what it does. */
    Optional<Duration> sleep(HookType type) {
        var lifecycle = container.spec().getLifecycle();
        var handler = type == HookType.POST_START ? lifecycle.getPostStart() : lifecycle.getPreStop();
        return Optional.ofNullable(handler.getSleep()).map(sleep -> Duration.ofSeconds(sleep.getSeconds()));
    }

    /** What was chosen of its end, if it ever came to that. */
    Optional<Lifetime> chosenLifetime() {
        return Optional.ofNullable(lifetime);
    }

    Optional<Startup> chosenStartup() {
        return Optional.ofNullable(startup);
    }

    Optional<Launch> chosenLaunch() {
        return Optional.ofNullable(launch);
    }

    /** Whether it does what it is asked to when it is to end: heeds SIGTERM at once, and no hook hangs. */
    boolean endsWhenTold() {
        return (atSigterm == null || atSigterm == AtSigterm.ENDS) && !hooks.containsValue(HookEnd.HANGS);
    }

    /** Whether a probe or a hook of it fails in a way that ends a run of it. */
    boolean failsByProbeOrHook() {
        return Boolean.FALSE.equals(healthy) || startup == Startup.SECOND_START || startup == Startup.NEVER
                || hooks.containsValue(HookEnd.FAILS);
    }

    /** As people would say it: "app ends with 0 after 1 s, sidecar ignores SIGTERM". */
    String described() {
        return new BehaviourText(container.name(), launch, lifetime, startup, atSigterm, healthy, hooks).toString();
    }
}
