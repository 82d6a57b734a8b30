package org.sidecardemo.podplayer.lifecycle;

/** The three probes of a container. */
public enum ProbeType {
    STARTUP, READINESS, LIVENESS
}
