package org.sidecardemo.podplayer.manifest;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** A YAML document as JSON would hold it, with the line (from 1) on which each part, or its key, begins. */
sealed interface YamlNode {

    int line();

    /** How many nodes this is, itself included, an alias counted as often as it is used. */
    int size();

    /**
     * @param entries in the order of the text; of a key given twice, the last value
     * @param duplicates the keys that were given more than once
     */
    record Mapping(int line, int size, Map<String, YamlNode> entries, Set<String> duplicates)
            implements
                YamlNode {}

    record Sequence(int line, int size, List<YamlNode> items) implements YamlNode {}

    /** @param value a String, Boolean, Long, BigInteger, Double, or null */
    record Scalar(int line, Object value) implements YamlNode {

        @Override
        public int size() {
            return 1;
        }
    }

    /** True where the API server would not tell the value from a field that isn't given. */
    static boolean isNull(YamlNode node) {
        return node instanceof Scalar scalar && scalar.value() == null;
    }

    /** The value of a field, or null. */
    static YamlNode field(YamlNode node, String name) {
        return node instanceof Mapping mapping ? mapping.entries().get(name) : null;
    }

    /** The string in a field, or null where there is none. */
    static String text(YamlNode node, String name) {
        return field(node, name) instanceof Scalar(int _, String value) ? value : null;
    }

    /** The line of a field, or of the nearest thing around it that is there. */
    static int line(YamlNode object, Path path) {
        YamlNode at = object;
        for (String step : path.steps()) {
            YamlNode next = at instanceof Sequence sequence ? item(sequence, step) : field(at, step);
            if (next == null) {
                break;
            }
            at = next;
        }
        return at.line();
    }

    /** An item of a list, or null where the API server's path leaves the index out, or has another one. */
    private static YamlNode item(Sequence sequence, String step) {
        int index = step.chars().allMatch(Character::isDigit) ? Integer.parseInt(step) : sequence.items().size();
        return index < sequence.items().size() ? sequence.items().get(index) : null;
    }
}
