package org.sidecardemo.podplayer.manifest;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.sidecardemo.podplayer.manifest.Config.Key;
import org.sidecardemo.podplayer.manifest.Config.Value;

/**
 * A ConfigMap or Secret that pods need and that isn't there, or lacks keys.
 *
 * @param source where it is needed first: {@code FILE:LINE}
 * @param present what it holds, where only keys are missing
 * @param keys those that are missing, as far as they are named
 */
public record MissingConfig(Key key, String source, Optional<Map<String, Value>> present, Set<String> keys) {

    private static final String PLACEHOLDER = "stand-in";

    /** One for each ConfigMap or Secret that something is missing of, in the order in which they are needed. */
    public static List<MissingConfig> of(Config config, Collection<ConfigReference> references) {
        Map<Key, List<ConfigReference>> needed = references.stream()
                .collect(Collectors.groupingBy(ConfigReference::key, LinkedHashMap::new, Collectors.toList()));
        List<MissingConfig> missing = new ArrayList<>();
        needed.forEach((key, all) -> {
            Optional<Map<String, Value>> present = config.find(key);
            Set<String> keys = new TreeSet<>();
            all.forEach(reference -> reference.keys().stream().filter(each -> !isThere(present, each, reference.text()))
                    .forEach(keys::add));
            if (present.isEmpty() || !keys.isEmpty()) {
                missing.add(new MissingConfig(key, all.getFirst().source(), present, keys));
            }
        });
        return missing;
    }

    private static boolean isThere(Optional<Map<String, Value>> present, String key, boolean text) {
        return present.map(values -> values.get(key)).filter(value -> value.text() || !text).isPresent();
    }

    /** What is missing and what to do, in one line. */
    public String message() {
        String what = present.isPresent()
                ? "%s has no key %s: add it".formatted(key, named())
                : "%s is in none of the files: add the file that holds it%s".formatted(key,
                        keys.isEmpty() ? "" : ", with " + named());
        return Findings.printable(source + ": " + what + ", or use --stand-in for a placeholder");
    }

    /** The placeholder as people are told of it: {@code Secret db (password, user)}. */
    public String placeholder() {
        return Findings.printable(key + " (" + (keys.isEmpty() ? "empty, as no key is named" : named()) + ")");
    }

    /** What is there, and a placeholder for each key that is missing. */
    public Config withPlaceholders() {
        Map<String, Value> values = new TreeMap<>(present.orElse(Map.of()));
        keys.forEach(each -> values.put(each, Value.of(PLACEHOLDER)));
        return new Config(Map.of(key, values));
    }

    private String named() {
        return String.join(", ", keys);
    }
}
