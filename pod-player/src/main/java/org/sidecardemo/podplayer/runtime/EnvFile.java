package org.sidecardemo.podplayer.runtime;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;

/**
 * A file of variables, {@code NAME='VALUE'}, in the part of the shell's syntax that the kubelet reads. Source: ParseEnv in
 * pkg/kubelet/util/env.
 */
record EnvFile(String text) {

    /** @throws InvalidConfig if it can't be read */
    static EnvFile read(Path file) {
        try {
            if (!Files.isRegularFile(file)) {
                throw wrong();
            }
            return new EnvFile(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
        } catch (IOException _) {
            throw wrong();
        }
    }

    /**
     * The first value that a name has. What comes after it isn't looked at.
     *
     * @throws InvalidConfig for a line before it that isn't one of these
     */
    Optional<String> value(String name) {
        var lines = text.lines().iterator();
        while (lines.hasNext()) {
            var line = withoutIndent(lines.next());
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            int equals = line.indexOf('=');
            if (equals <= 0 || isBlank(line.charAt(equals - 1))) {
                throw wrong();
            }
            var value = value(line.substring(equals + 1), lines);
            if (line.substring(0, equals).equals(name)) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }

    /** What follows a blank is no value, as for a shell. What is in quotes may go on over the lines that follow. */
    private static String value(String given, Iterator<String> more) {
        if (!given.isEmpty() && isBlank(given.charAt(0))) {
            return "";
        }
        if (!given.startsWith("'")) {
            throw wrong();
        }
        var value = new StringBuilder();
        var rest = given.substring(1);
        int end;
        while ((end = rest.indexOf('\'')) < 0) {
            if (!more.hasNext()) {
                throw wrong();
            }
            value.append(rest).append('\n');
            rest = more.next();
        }
        var after = withoutIndent(rest.substring(end + 1));
        if (!after.isEmpty() && !after.startsWith("#")) {
            throw wrong();
        }
        return value.append(rest, 0, end).toString();
    }

    /** The kubelet logs why, and tells nobody else. */
    static InvalidConfig wrong() {
        return new InvalidConfig("couldn't parse env file");
    }

    private static String withoutIndent(String line) {
        int start = 0;
        while (start < line.length() && isBlank(line.charAt(start))) {
            start++;
        }
        return line.substring(start);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }
}
