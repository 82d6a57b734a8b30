package org.sidecardemo.podplayer.lifecycle;

/** What came of one probe. */
public enum ProbeOutcome {

    SUCCESS, FAILURE,
    /** The probe itself went wrong, as with a program that can't be started: it says nothing of the container. */
    ERROR
}
