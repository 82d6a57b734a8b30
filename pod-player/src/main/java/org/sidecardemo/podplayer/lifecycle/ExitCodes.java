package org.sidecardemo.podplayer.lifecycle;

import java.util.List;

/** What rules say of exit codes: restartPolicyRules of a container, and onExitCodes of a podFailurePolicy. */
public final class ExitCodes {

    private ExitCodes() {}

    /** @param operator {@code In} or {@code NotIn} */
    public static boolean match(String operator, List<Integer> values, int exitCode) {
        return operator.equals("In") == values.contains(exitCode);
    }
}
