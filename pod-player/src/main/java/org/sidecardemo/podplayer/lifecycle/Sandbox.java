package org.sidecardemo.podplayer.lifecycle;

/** What a pod's containers run in. It is stopped whenever all of the pod is, even if the pod is to go on. */
final class Sandbox {

    private boolean ready = true;

    boolean ready() {
        return ready;
    }

    void stop() {
        ready = false;
    }

    void start() {
        ready = true;
    }
}
