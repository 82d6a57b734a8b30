package org.sidecardemo.podplayer;

import java.lang.reflect.Proxy;
import java.util.function.IntConsumer;

/**
 * The signals that ask a program to end. By reflection, as the compiler warns of sun.misc.Signal whatever one does and
 * warnings fail the build; a shutdown hook, the other way, never hears of a second Ctrl-C.
 */
final class Signals {

    private Signals() {}

    /**
     * Calls the handler at each SIGINT, SIGTERM and SIGHUP, instead of ending the JVM.
     *
     * @param handler is given the signal's number, in a thread of its own
     */
    static void handle(IntConsumer handler) {
        try {
            var signal = Class.forName("sun.misc.Signal");
            var signalHandler = Class.forName("sun.misc.SignalHandler");
            var number = signal.getMethod("getNumber");
            var proxy = Proxy.newProxyInstance(Signals.class.getClassLoader(), new Class<?>[]{signalHandler},
                    (_, _, arguments) -> {
                        handler.accept((int) number.invoke(arguments[0]));
                        return null;
                    });
            var handle = signal.getMethod("handle", signal, signalHandler);
            for (var name : new String[]{"INT", "TERM", "HUP"}) {
                handle.invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this JDK has no sun.misc.Signal", e);
        }
    }
}
