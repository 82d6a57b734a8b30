package org.sidecardemo.podplayer.check;

/** What comes of a container's start. */
enum Launch {
    /** Its process runs. */
    RUNS,
    /** Its command isn't in the image: it has ended with 128. */
    COMMAND_MISSING,
    /** Its image isn't there, nor will it be. */
    IMAGE_MISSING
}
