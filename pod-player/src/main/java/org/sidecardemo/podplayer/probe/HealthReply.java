package org.sidecardemo.podplayer.probe;

import java.util.List;

/**
 * What came back of a health check.
 *
 * @param code gRPC's, 0 for an answer
 * @param text why there is no answer; or the health's name
 */
record HealthReply(int code, String text) {

    static final int OK = 0;
    static final int DEADLINE_EXCEEDED = 4;
    static final int UNIMPLEMENTED = 12;

    private static final List<String> CODES = List.of("OK", "Canceled", "Unknown", "InvalidArgument",
            "DeadlineExceeded",
            "NotFound", "AlreadyExists", "PermissionDenied", "ResourceExhausted", "FailedPrecondition", "Aborted",
            "OutOfRange", "Unimplemented", "Internal", "Unavailable", "DataLoss", "Unauthenticated");

    /** As grpc-go prints an error. */
    String error() {
        var name = code < CODES.size() ? CODES.get(code) : "Code(" + code + ")";
        return "rpc error: code = " + name + " desc = " + text;
    }
}
