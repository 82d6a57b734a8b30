package org.sidecardemo.podplayer.manifest;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * What ConfigMaps and Secrets hold.
 *
 * @param objects the values of each, by their keys
 */
public record Config(Map<Key, Map<String, Value>> objects) {

    public static final Config NONE = new Config(Map.of());

    public static final String CONFIG_MAP = "ConfigMap";
    public static final String SECRET = "Secret";

    /** Which ConfigMap or Secret. */
    public record Key(String kind, String namespace, String name) {

        @Override
        public String toString() {
            return kind + " " + (namespace.equals("default") ? "" : namespace + "/") + name;
        }
    }

    /** @param text false for what a ConfigMap holds as binaryData: that can't become a variable */
    public record Value(byte[] bytes, boolean text) {

        public static Value of(String text) {
            return new Value(text.getBytes(UTF_8), true);
        }

        @Override
        public String toString() {
            return new String(bytes, UTF_8);
        }
    }

    public Config {
        objects = Map.copyOf(objects);
    }

    /** Nothing if there is no such object. */
    public Optional<Map<String, Value>> find(Key key) {
        return Optional.ofNullable(objects.get(key));
    }

    /** Both together; of an object that is in both, that of the other counts. */
    public Config with(Config other) {
        Map<Key, Map<String, Value>> all = new LinkedHashMap<>(objects);
        all.putAll(other.objects);
        return new Config(all);
    }

    /** The values of valid ConfigMaps and Secrets. */
    static Config of(Collection<HasMetadata> objects) {
        Map<Key, Map<String, Value>> all = new LinkedHashMap<>();
        objects.forEach(object -> all.put(new Key(object.getKind(), object.getMetadata().getNamespace(),
                object.getMetadata().getName()), values(object)));
        return new Config(all);
    }

    private static Map<String, Value> values(HasMetadata object) {
        Map<String, Value> values = new LinkedHashMap<>();
        if (object instanceof ConfigMap configMap) {
            each(configMap.getData()).forEach((key, text) -> values.put(key, Value.of(text)));
            each(configMap.getBinaryData())
                    .forEach((key, text) -> values.put(key, new Value(Base64Text.decode(text), false)));
        } else {
            each(((Secret) object).getData())
                    .forEach((key, text) -> values.put(key, new Value(Base64Text.decode(text), true)));
        }
        return values;
    }

    private static Map<String, String> each(Map<String, String> given) {
        return given == null ? Map.of() : given;
    }
}
