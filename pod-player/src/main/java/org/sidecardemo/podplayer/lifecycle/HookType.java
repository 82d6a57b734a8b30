package org.sidecardemo.podplayer.lifecycle;

/** The two lifecycle hooks of a container. */
public enum HookType {
    POST_START, PRE_STOP
}
