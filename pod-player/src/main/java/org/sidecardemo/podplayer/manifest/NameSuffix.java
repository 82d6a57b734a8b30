package org.sidecardemo.podplayer.manifest;

import java.util.concurrent.ThreadLocalRandom;

/** The random end of a generated name. Source: k8s.io/apiserver, SimpleNameGenerator; utilrand.String. */
public final class NameSuffix {

    /** No vowels and no digits that look like them: no suffix is a word. */
    private static final String ALPHABET = "bcdfghjklmnpqrstvwxz2456789";
    private static final int LENGTH = 5;
    private static final int MAX_NAME = 63;

    private NameSuffix() {}

    /** Digits in the letters of a suffix. Source: utilrand.SafeEncodeString. */
    static String encoded(String digits) {
        StringBuilder encoded = new StringBuilder();
        digits.chars().forEach(c -> encoded.append(ALPHABET.charAt(c % ALPHABET.length())));
        return encoded.toString();
    }

    /** At most 63 characters: the beginning is cut if need be. */
    public static String appendedTo(String prefix) {
        StringBuilder name = new StringBuilder(prefix);
        name.setLength(Math.min(prefix.length(), MAX_NAME - LENGTH));
        for (int i = 0; i < LENGTH; i++) {
            name.append(ALPHABET.charAt(ThreadLocalRandom.current().nextInt(ALPHABET.length())));
        }
        return name.toString();
    }
}
