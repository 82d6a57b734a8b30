package org.sidecardemo.podplayer.lifecycle;

/** The three probes of a container. */
public enum ProbeType {
    STARTUP("Startup"), READINESS("Readiness"), LIVENESS("Liveness");

    private final String label;

    ProbeType(String label) {
        this.label = label;
    }

    /** As the kubelet's messages name it. */
    @Override
    public String toString() {
        return label;
    }
}
