package org.sidecardemo.podplayer.manifest;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;

import org.sidecardemo.podplayer.manifest.YamlNode.Mapping;
import org.sidecardemo.podplayer.manifest.YamlNode.Scalar;
import org.sidecardemo.podplayer.manifest.YamlNode.Sequence;
import org.sidecardemo.podplayer.release.Release;

/** Sorts the objects of one file into workloads and others, and gathers what is wrong with any of them. */
final class FileReader {

    private static final String LIST = "List";

    private final SupportedFields supportedFields;
    private final Release release;
    private final String source;
    private final List<Reading> readings = new ArrayList<>();
    private final List<HasMetadata> configs = new ArrayList<>();
    private final List<OtherObject> others = new ArrayList<>();
    private final List<String> wrong = new ArrayList<>();
    private final Set<String> names = new HashSet<>();

    FileReader(SupportedFields supportedFields, Release release, String source) {
        this.supportedFields = supportedFields;
        this.release = release;
        this.source = source;
    }

    /** @throws InvalidManifest where the API server would refuse one of the objects, or there is none */
    Manifest read(String text) throws InvalidManifest {
        readEach(text);
        if (readings.isEmpty() && configs.isEmpty() && others.isEmpty() && wrong.isEmpty()) {
            throw new InvalidManifest(List.of(source + ": not a manifest: there is no object in it"));
        }
        if (!wrong.isEmpty()) {
            throw new InvalidManifest(wrong);
        }
        return new Manifest(readings.stream().flatMap(reading -> reading.workload().stream()).toList(),
                Config.of(configs), List.copyOf(others));
    }

    /**
     * What could be played, each by itself, in the order of the file.
     *
     * @throws InvalidManifest if it isn't YAML
     */
    List<Reading> readEach(String text) throws InvalidManifest {
        YamlReader.read(source, text, this::add);
        return readings;
    }

    /** A list's items come in its place. */
    private void add(YamlNode object) {
        if (!(object instanceof Mapping)) {
            wrong.add(source + ":" + object.line() + ": not a manifest: must be an object with apiVersion and kind");
            return;
        }
        String kind = YamlNode.text(object, "kind");
        String version = YamlNode.text(object, "apiVersion");
        if (kind == null || kind.isEmpty() || version == null || version.isEmpty()) {
            String missing = kind == null || kind.isEmpty() ? "kind" : "apiVersion";
            wrong.add(source + ":" + object.line() + ": "
                    + Mend.with(missing + ": Required value", OtherFormat.mend(object)));
        } else if (isList(object)) {
            addItems((Sequence) YamlNode.field(object, "items"), version, kind);
        } else if (ObjectReader.isPlayable(object)) {
            addWorkload(object, kind);
        } else if (version.equals("v1") && (kind.equals("ConfigMap") || kind.equals("Secret"))) {
            addConfig(object, kind);
        } else {
            String name = YamlNode.text(YamlNode.field(object, "metadata"), "name");
            others.add(new OtherObject(source + ":" + object.line(), version, kind, name == null ? "" : name));
        }
    }

    private static boolean isList(YamlNode object) {
        String kind = YamlNode.text(object, "kind");
        return kind != null && kind.endsWith(LIST) && YamlNode.field(object, "items") instanceof Sequence;
    }

    /** kubectl takes no list within a list. */
    private void addItems(Sequence items, String version, String kind) {
        String itemKind = kind.substring(0, kind.length() - LIST.length());
        for (YamlNode item : items.items()) {
            if (isList(item)) {
                wrong.add(source + ":" + item.line() + ": "
                        + Mend.with("not a manifest: a list within a list", "put its items into the outer one"));
            } else {
                add(itemKind.isEmpty() ? item : ofKind(item, version, itemKind));
            }
        }
    }

    /** An item of a PodList, say, where need not be said that it is a Pod. Source: unstructuredJSONScheme.decodeToList. */
    private static YamlNode ofKind(YamlNode item, String version, String kind) {
        if (!(item instanceof Mapping mapping) || YamlNode.text(item, "kind") != null) {
            return item;
        }
        Map<String, YamlNode> entries = new LinkedHashMap<>(mapping.entries());
        entries.put("apiVersion", new Scalar(item.line(), version));
        entries.put("kind", new Scalar(item.line(), kind));
        return new Mapping(item.line(), item.size(), entries, mapping.duplicates());
    }

    private void addWorkload(YamlNode object, String kind) {
        ObjectReader reader = new ObjectReader(supportedFields, release, source, object);
        Optional<Workload> workload = reader.read();
        Findings findings = reader.findings();
        if (findings.isEmpty()) {
            unique(kind, workload.orElseThrow().metadata(), findings);
        }
        var refusals = findings.messages(source, object);
        readings.add(new Reading(workload.filter(_ -> refusals.isEmpty()),
                refusals.stream().map(Findings::printable).toList()));
        wrong.addAll(refusals);
    }

    private void addConfig(YamlNode object, String kind) {
        ConfigReader reader = new ConfigReader(object);
        Optional<HasMetadata> config = reader.read(kind);
        Findings findings = reader.findings();
        if (findings.isEmpty()) {
            unique(kind, config.orElseThrow().getMetadata(), findings);
            configs.add(config.orElseThrow());
        }
        wrong.addAll(findings.messages(source, object));
    }

    private void unique(String kind, ObjectMeta metadata, Findings findings) {
        if (!names.add(kind + " " + metadata.getNamespace() + "/" + metadata.getName())) {
            findings.duplicate(Path.ROOT.child("metadata").child("name"), metadata.getName());
        }
    }
}
