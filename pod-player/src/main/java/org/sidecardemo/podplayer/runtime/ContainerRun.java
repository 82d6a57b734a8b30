package org.sidecardemo.podplayer.runtime;

import java.time.Duration;
import java.util.List;

import org.sidecardemo.podplayer.runtime.PodSandbox.ExecResult;

/** One run of a container, as {@link PodSandbox} describes what can be done to it. */
interface ContainerRun {

    ExecResult NOT_RUNNING = ExecResult.notRun("container not running");

    /** Begins to tell the listener. */
    void begin();

    void terminate();

    void kill();

    /** Waits until the listener was told of the end. */
    void awaitEnd();

    ExecResult exec(List<String> command, Duration timeout);
}
