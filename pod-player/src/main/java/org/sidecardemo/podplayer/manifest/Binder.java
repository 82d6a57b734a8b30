package org.sidecardemo.podplayer.manifest;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

import io.fabric8.kubernetes.api.model.FieldsV1;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Quantity;

import org.sidecardemo.podplayer.manifest.YamlNode.Mapping;
import org.sidecardemo.podplayer.manifest.YamlNode.Scalar;
import org.sidecardemo.podplayer.manifest.YamlNode.Sequence;

/**
 * Fills the model from YAML as the API server's strict decoding does: an unknown field, a field given twice and a value
 * of the wrong type are findings. The model's fields bear the API's names, so that plain reflection can do it; Jackson
 * would need half a second to get ready.
 */
final class Binder {

    /** A field that was given a value. */
    record Given(Class<?> owner, String field, Path path, YamlNode value) {}

    /** Fields of the model whose texts are bytes, in base64. */
    private static final Set<String> BYTES = Set.of("Secret.data", "ConfigMap.binaryData");
    private static final String MODEL = "io.fabric8.kubernetes.api.model.";

    private final Findings findings;
    private final List<Given> given = new ArrayList<>();
    private final List<Path> repeated = new ArrayList<>();
    private final Map<Class<?>, Map<String, Field>> fieldsOf = new HashMap<>();
    private Class<?> root;

    Binder(Findings findings) {
        this.findings = findings;
    }

    /** Every field of the model that was given a value other than null so far, parents first. */
    List<Given> given() {
        return given;
    }

    /** The fields and keys that were given more than once so far. */
    List<Path> repeated() {
        return repeated;
    }

    /** The object that a document describes; its parts that are findings are left out. */
    <T> T bind(YamlNode document, Class<T> type) {
        root = type;
        return type.cast(object(document, type, Path.ROOT));
    }

    /** The API's fields of a class of the model, by name. */
    static Map<String, Field> fields(Class<?> type) {
        Map<String, Field> fields = new HashMap<>();
        for (Field field : type.getDeclaredFields()) {
            if (!Modifier.isStatic(field.getModifiers()) && !field.getName().equals("additionalProperties")) {
                fields.put(field.getName(), field);
            }
        }
        return fields;
    }

    private Object value(YamlNode node, Type type, Path path) {
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            return generic.getRawType() == Map.class
                    ? map(node, arguments[1], generic, path)
                    : list(node, arguments[0], generic, path);
        }
        Class<?> target = (Class<?>) type;
        if (target == String.class || target == Boolean.class) {
            return scalar(node, target, path);
        }
        if (target == byte[].class) {
            return bytes(node, path);
        }
        if (target == Integer.class || target == Long.class) {
            return integer(node, target, path);
        }
        if (target == IntOrString.class) {
            return intOrString(node, path);
        }
        if (target == Quantity.class) {
            return quantity(node, path);
        }
        // what managers own is of any shape, and means nothing to a new object
        return target.getName().startsWith(MODEL) && target != FieldsV1.class ? object(node, target, path) : null;
    }

    private Object object(YamlNode node, Class<?> type, Path path) {
        if (!(node instanceof Mapping mapping)) {
            return mismatch(node, type, path);
        }
        Map<String, Field> fields = fieldsOf.computeIfAbsent(type, Binder::fields);
        Object object = create(type);
        mapping.duplicates().forEach(duplicate -> repeated.add(path.child(duplicate)));
        for (Map.Entry<String, YamlNode> entry : mapping.entries().entrySet()) {
            Path at = path.child(entry.getKey());
            Field field = fields.get(entry.getKey());
            if (field == null) {
                findings.undecodable(at, "unknown field \"" + at + '"', FieldHint.of(entry.getKey(), type, root));
            } else if (!YamlNode.isNull(entry.getValue())) {
                given.add(new Given(type, entry.getKey(), at, entry.getValue()));
                Object value = BYTES.contains(type.getSimpleName() + "." + field.getName())
                        ? map(entry.getValue(), byte[].class, field.getGenericType(), at)
                        : value(entry.getValue(), field.getGenericType(), at);
                if (value != null) {
                    set(object, field, value);
                }
            }
        }
        return object;
    }

    private Object list(YamlNode node, Type itemType, Type type, Path path) {
        if (!(node instanceof Sequence sequence)) {
            return mismatch(node, type, path);
        }
        List<Object> items = new ArrayList<>();
        for (int i = 0; i < sequence.items().size(); i++) {
            YamlNode item = sequence.items().get(i);
            Object value = YamlNode.isNull(item) ? zero(itemType) : value(item, itemType, path.index(i));
            if (value != null) {
                items.add(value);
            }
        }
        return items;
    }

    private Object map(YamlNode node, Type valueType, Type type, Path path) {
        if (!(node instanceof Mapping mapping)) {
            return mismatch(node, type, path);
        }
        Map<String, Object> entries = new LinkedHashMap<>();
        mapping.duplicates().forEach(duplicate -> repeated.add(path.key(duplicate)));
        mapping.entries().forEach((key, value) -> {
            Object bound = YamlNode.isNull(value) ? zero(valueType) : value(value, valueType, path.key(key));
            if (bound != null) {
                entries.put(key, bound);
            }
        });
        return entries;
    }

    /** What Go makes of a null among others. */
    private static Object zero(Type type) {
        if (type == String.class || type == byte[].class) {
            return "";
        }
        return type instanceof Class<?> target && target.getName().startsWith(MODEL) && target != Quantity.class
                ? create(target)
                : null;
    }

    private Object scalar(YamlNode node, Class<?> type, Path path) {
        return node instanceof Scalar scalar && type.isInstance(scalar.value())
                ? scalar.value()
                : mismatch(node, type, path);
    }

    /** The text as it is given; its bytes are for others to decode. */
    private Object bytes(YamlNode node, Path path) {
        if (!(node instanceof Scalar(int _, String text))) {
            return mismatch(node, byte[].class, path);
        }
        OptionalInt wrong = Base64Text.illegalAt(text);
        if (wrong.isPresent()) {
            findings.undecodable(path, path + ": illegal base64 data at input byte " + wrong.getAsInt());
        }
        return text;
    }

    private Object integer(YamlNode node, Class<?> type, Path path) {
        if (node instanceof Scalar(int _, Long value)) {
            if (type == Long.class) {
                return value;
            }
            if (value == value.intValue()) {
                return value.intValue();
            }
        }
        return mismatch(node, type, path);
    }

    private Object intOrString(YamlNode node, Path path) {
        return node instanceof Scalar(int _, String value)
                ? new IntOrString(value)
                : integer(node, Integer.class, path) instanceof Integer value ? new IntOrString(value) : null;
    }

    private Object quantity(YamlNode node, Path path) {
        if (node instanceof Scalar scalar
                && (scalar.value() instanceof String || scalar.value() instanceof Number)) {
            String text = scalar.value().toString();
            if (Quantities.isValid(text)) {
                return new Quantity(text);
            }
            findings.undecodable(path, path + ": " + Findings.shown(text) + ": " + Quantities.RULE);
            return null;
        }
        return mismatch(node, Quantity.class, path);
    }

    private Object mismatch(YamlNode node, Type type, Path path) {
        findings.undecodable(path,
                path + ": cannot unmarshal " + json(node, type) + " into a field of type " + go(type));
        return null;
    }

    /** The kind of value in JSON's words; a number that a field for numbers can't hold is told itself. */
    private static String json(YamlNode node, Type type) {
        boolean number = type == Integer.class || type == Long.class;
        return switch (node) {
            case Mapping _ -> "object";
            case Sequence _ -> "array";
            case Scalar scalar -> switch (scalar.value()) {
                case null -> "null";
                case String _ -> "string";
                case Boolean _ -> "bool";
                case Object value -> number ? "number " + value : "number";
            };
        };
    }

    private static String go(Type type) {
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            return generic.getRawType() == Map.class ? "map[string]" + go(arguments[1]) : "[]" + go(arguments[0]);
        }
        Class<?> target = (Class<?>) type;
        return switch (target.getSimpleName()) {
            case "byte[]" -> "[]uint8";
            case "String" -> "string";
            case "Boolean" -> "bool";
            case "Integer" -> "int32";
            case "Long" -> "int64";
            case "Quantity" -> "resource.Quantity";
            default -> "v1." + target.getSimpleName();
        };
    }

    private static Object create(Class<?> type) {
        try {
            return type.getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the model's " + type + " can't be created", e);
        }
    }

    private static void set(Object object, Field field, Object value) {
        try {
            field.setAccessible(true);
            field.set(object, value);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("the model's " + field + " can't be set", e);
        }
    }
}
