package org.sidecardemo.podplayer.manifest;

import java.math.BigDecimal;
import java.util.List;

import io.fabric8.kubernetes.api.model.Quantity;

/** Amounts of resources: {@code 100m}, {@code 64Mi}, {@code 1e3}. Source: k8s.io/apimachinery, resource.Quantity. */
final class Quantities {

    static final String RULE = "quantities must match the regular expression"
            + " '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";

    private static final int MAX_DIGITS = 100;
    private static final List<String> SUFFIXES = List.of("", "n", "u", "m", "k", "M", "G", "T", "P", "E", "Ki", "Mi",
            "Gi", "Ti", "Pi", "Ei");

    private Quantities() {}

    static boolean isValid(String text) {
        int i = text.startsWith("+") || text.startsWith("-") ? 1 : 0;
        int digits = 0;
        int points = 0;
        for (; i < text.length() && (text.charAt(i) >= '0' && text.charAt(i) <= '9' || text.charAt(i) == '.'); i++) {
            if (text.charAt(i) == '.') {
                points++;
            } else {
                digits++;
            }
        }
        String suffix = text.substring(i);
        return digits > 0 && digits <= MAX_DIGITS && points < 2 && (SUFFIXES.contains(suffix) || isExponent(suffix));
    }

    private static boolean isExponent(String suffix) {
        return suffix.length() < 6 && suffix.matches("[eE][-+]?[0-9]+");
    }

    /** The amount in the resource's own unit (cores, bytes). */
    static BigDecimal amount(Quantity quantity) {
        return Quantity.getAmountInBytes(quantity);
    }
}
