package org.sidecardemo.podplayer.cli;

import java.util.List;
import java.util.function.IntConsumer;

import sun.misc.Signal;

/** The signals that ask a program to end. A shutdown hook would never hear of a second Ctrl-C. */
final class Signals {

    private static final List<String> NAMES = List.of("INT", "TERM", "HUP");

    private Signals() {}

    /**
     * Calls the handler at each of the signals, instead of ending the JVM.
     *
     * @param handler is given the signal's number, in a thread of its own
     */
    static void handle(IntConsumer handler) {
        NAMES.forEach(name -> Signal.handle(new Signal(name), signal -> handler.accept(signal.getNumber())));
    }
}
