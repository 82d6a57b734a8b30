package org.sidecardemo.podplayer.probe;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Locale;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.IntOrString;
import org.sidecardemo.podplayer.runtime.PodSandbox;

/**
 * A host and a port to connect to.
 *
 * @param onLocalhostAlone whether a pod's own localhost is all where somebody listens there
 */
record Endpoint(String host, int port, boolean onLocalhostAlone) {

    Endpoint(String host, int port) {
        this(host, port, false);
    }

    /**
     * The endpoint of a probe, its port by number or by a container port's name (ResolveContainerPort).
     *
     * @throws ProbeError if there is no such port
     */
    static Endpoint of(String host, PodSandbox pod, IntOrString port, Container container) throws ProbeError {
        int number = port.getStrVal() == null ? port.getIntVal() : byName(port.getStrVal(), container);
        if (number < 1 || number > 65535) {
            throw new ProbeError("invalid port number: " + number);
        }
        return host == null || host.isEmpty()
                ? new Endpoint(pod.ip(), number, pod.listensOnLocalhostAlone(number))
                : new Endpoint(host, number);
    }

    /** Connects, without any proxy, to the first of the host's addresses that accepts. */
    Socket connect(Deadline deadline) throws ProbeFailure, SocketTimeoutException {
        if (onLocalhostAlone) {
            throw new ProbeFailure("dial tcp %s: connect: connection refused: on localhost alone".formatted(this));
        }
        var failure = new ProbeFailure("dial tcp: lookup %s: no such host".formatted(host));
        for (var address : addresses()) {
            try {
                return connect(address, deadline);
            } catch (SocketTimeoutException e) {
                throw e;
            } catch (IOException e) {
                failure = new ProbeFailure("dial tcp %s: connect: %s"
                        .formatted(new Endpoint(address.getHostAddress(), port), reason(e)));
            }
        }
        throw failure;
    }

    @Override
    public String toString() {
        return (host.contains(":") ? "[%s]:%d" : "%s:%d").formatted(host, port);
    }

    private Socket connect(InetAddress address, Deadline deadline) throws IOException {
        var socket = new Socket(Proxy.NO_PROXY);
        try {
            socket.connect(new InetSocketAddress(address, port), deadline.remainingMillis());
            // nobody listens, but the connection came from the very port that it goes to
            if (socket.getLocalSocketAddress().equals(socket.getRemoteSocketAddress())) {
                throw new ConnectException("connection refused");
            }
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private InetAddress[] addresses() {
        try {
            return InetAddress.getAllByName(host);
        } catch (UnknownHostException _) {
            return new InetAddress[0];
        }
    }

    private static int byName(String name, Container container) throws ProbeError {
        for (var port : container.getPorts()) {
            if (name.equals(port.getName())) {
                return port.getContainerPort();
            }
        }
        try {
            return Integer.parseInt(name);
        } catch (NumberFormatException _) {
            throw new ProbeError("port %s not found".formatted(name));
        }
    }

    private static String reason(IOException e) {
        return String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    }
}
