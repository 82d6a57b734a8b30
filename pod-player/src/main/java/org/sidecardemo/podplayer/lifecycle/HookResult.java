package org.sidecardemo.podplayer.lifecycle;

/** How a hook ended. */
record HookResult(boolean success, String message) {}
