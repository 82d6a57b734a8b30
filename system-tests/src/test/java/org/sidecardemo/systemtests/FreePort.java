package org.sidecardemo.systemtests;

import java.io.IOException;
import java.net.ServerSocket;

/** A TCP port that nobody listened on a moment ago. */
public final class FreePort {

    private FreePort() {}

    public static int find() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
