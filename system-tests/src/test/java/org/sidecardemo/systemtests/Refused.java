package org.sidecardemo.systemtests;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A manifest isn't valid, and was refused; a test that doesn't expect that fails with what was said. */
final class Refused extends AssertionError {

    private static final long serialVersionUID = 1L;

    /** As in {@code spec.containers[0].restartPolicy: Forbidden: may not be set …}. */
    private static final Pattern FINDING = Pattern
            .compile("\\b(\\w+): (Forbidden|Invalid value|Required value|Unsupported value|Duplicate value|Not found)");

    Refused(String said) {
        super(said);
    }

    /** The first field that is wrong, and what is wrong with it: {@code restartPolicy: Forbidden}. */
    String finding() {
        Matcher finding = FINDING.matcher(getMessage());
        if (!finding.find()) {
            throw this;
        }
        return finding.group();
    }
}
