package org.sidecardemo.podplayer.report;

import tools.jackson.databind.ObjectMapper;

/** JSON that does no harm to a terminal. */
public final class Json {

    private Json() {}

    /** Pretty, and ends with a line feed. */
    public static String of(Object value) {
        return new ObjectMapper().writerWithDefaultPrettyPrinter().with(new HarmlessJson()).writeValueAsString(value)
                + "\n";
    }
}
