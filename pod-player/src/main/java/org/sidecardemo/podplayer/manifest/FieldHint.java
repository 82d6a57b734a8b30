package org.sidecardemo.podplayer.manifest;

import java.lang.reflect.Field;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What may be meant by a field that isn't known: one of nearly the same name, or the same at another place. */
final class FieldHint {

    /** How far from its root a field is looked for: spec.jobTemplate.spec.template.spec.FIELD. */
    private static final int DEPTH = 6;
    private static final String MODEL = "io.fabric8.kubernetes.api.model.";

    private FieldHint() {}

    /**
     * @param name the field that isn't known
     * @param owner the class that doesn't have it
     * @param root the class of the whole object
     * @return empty where nothing comes near
     */
    static String of(String name, Class<?> owner, Class<?> root) {
        return similar(name, owner).map(field -> field + ", if that is meant")
                .or(() -> place(name, root).map(path -> path + ", if that is meant")).orElse("");
    }

    private static Optional<String> similar(String name, Class<?> owner) {
        return Binder.fields(owner).keySet().stream()
                .filter(field -> name.length() < 2 * field.length() && distance(name, field) <= field.length() / 4)
                .min(Comparator.<String>comparingInt(field -> distance(name, field))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** The first place of that name, the nearest to the root first; not within lists, nor in the status. */
    private static Optional<String> place(String name, Class<?> root) {
        record Place(Path path, Class<?> type, int depth) {}
        Deque<Place> places = new ArrayDeque<>();
        places.add(new Place(Path.ROOT, root, 0));
        while (!places.isEmpty()) {
            Place place = places.remove();
            Map<String, Field> fields = Binder.fields(place.type());
            if (fields.containsKey(name)) {
                return Optional.of(place.path().child(name).toString());
            }
            if (place.depth() < DEPTH) {
                fields.values().stream()
                        .filter(field -> field.getType().getName().startsWith(MODEL)
                                && !field.getName().equals("status"))
                        .sorted(Comparator.comparing(Field::getName))
                        .map(field -> new Place(place.path().child(field.getName()), field.getType(),
                                place.depth() + 1))
                        .forEach(places::add);
            }
        }
        return Optional.empty();
    }

    /** How many letters have to be changed, added or taken out, in capitals or not (Levenshtein). */
    private static int distance(String one, String other) {
        String from = one.toLowerCase(Locale.ROOT);
        String to = other.toLowerCase(Locale.ROOT);
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[to.length()];
    }
}
