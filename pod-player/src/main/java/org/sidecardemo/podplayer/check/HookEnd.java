package org.sidecardemo.podplayer.check;

/** What comes of a hook. */
enum HookEnd {
    SUCCEEDS, FAILS, HANGS
}
