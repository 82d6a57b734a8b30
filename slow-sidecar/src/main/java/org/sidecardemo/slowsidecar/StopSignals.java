package org.sidecardemo.slowsidecar;

import sun.misc.Signal;
import sun.misc.SignalHandler;

/** SIGTERM and SIGINT: they stop the server, or the process as long as there is no server. */
final class StopSignals implements SignalHandler {

    private SlowServer server;

    /** @param ignoreSigterm whether SIGTERM does nothing, as for a PID 1 that has no handler */
    static StopSignals handle(boolean ignoreSigterm) {
        var handler = new StopSignals();
        Signal.handle(new Signal("TERM"), ignoreSigterm ? SignalHandler.SIG_IGN : handler);
        Signal.handle(new Signal("INT"), handler);
        return handler;
    }

    synchronized void willStop(SlowServer server) {
        this.server = server;
    }

    @Override
    public synchronized void handle(Signal signal) {
        Main.log("stopping: SIG" + signal.getName());
        if (server == null) {
            System.exit(0);
        }
        // then nothing keeps the JVM, which ends with 0
        server.stop();
    }
}
