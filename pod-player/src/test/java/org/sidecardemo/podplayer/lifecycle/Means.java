package org.sidecardemo.podplayer.lifecycle;

/** By what a play can be played in real time. */
enum Means {
    PROCESSES, DOCKER, KUBELET
}
