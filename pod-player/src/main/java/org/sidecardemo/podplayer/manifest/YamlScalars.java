package org.sidecardemo.podplayer.manifest;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;

/**
 * What an unquoted YAML word means. kubectl reads YAML 1.1, so {@code yes} is a boolean and {@code 010} is eight; a
 * string field that is given one of these is refused, here as there. Source: resolve in go.yaml.in/yaml/v2.
 */
final class YamlScalars {

    /** Of a whole number: one with more is only approximately read, for the time that it would take otherwise. */
    private static final int MAX_DIGITS = 100;

    private YamlScalars() {}

    /** A String, Boolean, Long, BigInteger, Double, or null. */
    static Object resolve(String plain) {
        switch (plain) {
            case "", "~", "null", "Null", "NULL" :
                return null;
            case "y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON" :
                return true;
            case "n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF" :
                return false;
            default :
                return "+-.0123456789".indexOf(plain.charAt(0)) < 0 ? plain : number(plain);
        }
    }

    private static Object number(String plain) {
        String digits = plain.replace("_", "");
        boolean negative = digits.startsWith("-");
        String unsigned = negative || digits.startsWith("+") ? digits.substring(1) : digits;
        BigInteger whole = whole(unsigned.toLowerCase(Locale.ROOT));
        if (whole != null) {
            return narrowed(negative ? whole.negate() : whole);
        }
        return isDecimal(unsigned) ? decimal(digits) : plain;
    }

    private static BigInteger whole(String digits) {
        int radix = 10;
        String significant = digits;
        if (digits.startsWith("0x")) {
            radix = 16;
            significant = digits.substring(2);
        } else if (digits.startsWith("0b")) {
            radix = 2;
            significant = digits.substring(2);
        } else if (digits.startsWith("0o")) {
            radix = 8;
            significant = digits.substring(2);
        } else if (digits.length() > 1 && digits.startsWith("0")) {
            radix = 8;
            significant = digits.substring(1);
        }
        if (significant.isEmpty() || significant.length() > MAX_DIGITS) {
            return null;
        }
        for (int i = 0; i < significant.length(); i++) {
            if (Character.digit(significant.charAt(i), radix) < 0) {
                return null;
            }
        }
        return new BigInteger(significant, radix);
    }

    /** Digits with at most one point among them, and an exponent perhaps. */
    private static boolean isDecimal(String unsigned) {
        int i = 0;
        int digits = 0;
        boolean point = false;
        for (; i < unsigned.length(); i++) {
            char c = unsigned.charAt(i);
            if (c == '.' && !point) {
                point = true;
            } else if (c >= '0' && c <= '9') {
                digits++;
            } else {
                break;
            }
        }
        if (digits == 0 || i == unsigned.length()) {
            return digits > 0;
        }
        if (Character.toLowerCase(unsigned.charAt(i)) != 'e') {
            return false;
        }
        String exponent = unsigned.substring(i + 1);
        return exponent.matches("[-+]?[0-9]+");
    }

    /** JSON has one kind of number: 1.0 is 1. */
    private static Object decimal(String digits) {
        double value = Double.parseDouble(digits);
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? narrowed(BigDecimal.valueOf(value).toBigInteger())
                : (Object) value;
    }

    private static Object narrowed(BigInteger whole) {
        return whole.bitLength() < Long.SIZE ? (Object) whole.longValue() : whole;
    }
}
