package org.sidecardemo.podplayer.lifecycle;

/** The two lifecycle hooks of a container. */
public enum HookType {
    POST_START("postStart"), PRE_STOP("preStop");

    private final String fieldName;

    HookType(String fieldName) {
        this.fieldName = fieldName;
    }

    /** The hook's name in the API. */
    public String fieldName() {
        return fieldName;
    }
}
