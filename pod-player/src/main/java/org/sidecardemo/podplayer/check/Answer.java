package org.sidecardemo.podplayer.check;

/** Whether a guarantee holds. */
public enum Answer {
    YES("yes"), NO("no"),
    /** It holds more than it is meant to: nothing follows. */
    FOR_EVER("for ever"),
    /** No way was found that breaks it, but not all were looked at. */
    UNKNOWN("unknown"),
    /** It makes no sense for such a workload. */
    NONE("-");

    private final String label;

    Answer(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
