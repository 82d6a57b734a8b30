package org.sidecardemo.podplayer.manifest;

import io.fabric8.kubernetes.api.model.IntOrString;

/** Amounts of pods that are a number, or a percentage of all: {@code 25%}. Source: IsValidPercent. */
final class Percentages {

    static final String RULE = "a valid percent string must be a numeric string followed by an ending '%'"
            + " (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')";

    /** A longer number isn't meant; it is more than 100 in any case. */
    private static final int MAX_DIGITS = 9;

    private Percentages() {}

    static boolean isPercent(String text) {
        return text.length() > 1 && text.endsWith("%")
                && text.chars().limit(text.length() - 1L).allMatch(c -> c >= '0' && c <= '9');
    }

    /** The number or the percentage; 0 for a text that isn't one. */
    static int value(IntOrString amount) {
        if (amount.getStrVal() == null) {
            return amount.getIntVal();
        }
        if (!isPercent(amount.getStrVal())) {
            return 0;
        }
        String digits = amount.getStrVal().substring(0, amount.getStrVal().length() - 1);
        return digits.length() > MAX_DIGITS ? Integer.MAX_VALUE : Integer.parseInt(digits);
    }

    static String json(IntOrString amount) {
        return amount.getStrVal() == null ? amount.getIntVal().toString() : Findings.shown(amount.getStrVal());
    }
}
