package org.sidecardemo.systemtests;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

/**
 * What the tests start is to hear of SIGINT, however the tests themselves were started. A shell lets its jobs in the
 * background ignore it, which whatever they start inherits, and which neither a shell nor a JVM takes back.
 */
final class DefaultSignals {

    private static final int SIGINT = 2;
    private static final MemorySegment SIG_DFL = MemorySegment.NULL;
    private static final MemorySegment SIG_IGN = MemorySegment.ofAddress(1);

    private DefaultSignals() {}

    /** Processes that this JVM starts from now on don't ignore SIGINT. */
    @SuppressWarnings("restricted")
    static void restore() {
        Linker linker = Linker.nativeLinker();
        var signal = linker.downcallHandle(linker.defaultLookup().findOrThrow("signal"),
                FunctionDescriptor.of(ADDRESS, JAVA_INT, ADDRESS));
        try {
            var before = (MemorySegment) signal.invokeExact(SIGINT, SIG_DFL);
            if (!before.equals(SIG_IGN)) {
                var _ = (MemorySegment) signal.invokeExact(SIGINT, before); // this JVM's own handler
            }
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
