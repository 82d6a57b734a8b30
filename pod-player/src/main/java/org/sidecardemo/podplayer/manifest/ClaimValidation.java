package org.sidecardemo.podplayer.manifest;

import java.util.List;
import java.util.Objects;
import java.util.TreeMap;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaimSpec;
import io.fabric8.kubernetes.api.model.Quantity;

/** The API server's rules for claims to volumes within other objects. Source: ValidatePersistentVolumeClaimSpec. */
final class ClaimValidation {

    private static final List<String> ACCESS_MODES = List.of("ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce",
            "ReadWriteOncePod");
    private static final List<String> VOLUME_MODES = List.of("Block", "Filesystem");

    private final Findings findings;

    ClaimValidation(Findings findings) {
        this.findings = findings;
    }

    void spec(PersistentVolumeClaimSpec given, Path path) {
        PersistentVolumeClaimSpec spec = given == null ? new PersistentVolumeClaimSpec() : given;
        accessModes(spec.getAccessModes(), path.child("accessModes"));
        new SelectorValidation(findings).validate(spec.getSelector(), path.child("selector"));
        storage(spec, path.child("resources").key("storage"));
        name(spec.getStorageClassName(), path.child("storageClassName"));
        findings.supported(path.child("volumeMode"), spec.getVolumeMode(), VOLUME_MODES);
        name(spec.getVolumeAttributesClassName(), path.child("volumeAttributesClassName"));
    }

    private void accessModes(List<String> modes, Path path) {
        if (modes.isEmpty()) {
            findings.required(path, "at least 1 access mode is required");
        }
        modes.forEach(mode -> findings.supported(path, mode, ACCESS_MODES));
        if (modes.contains("ReadWriteOncePod")
                && modes.stream().anyMatch(mode -> !mode.equals("ReadWriteOncePod") && ACCESS_MODES.contains(mode))) {
            findings.forbidden(path, "may not use ReadWriteOncePod with other access modes");
        }
    }

    private void storage(PersistentVolumeClaimSpec spec, Path path) {
        Quantity storage = spec.getResources() == null
                ? null
                : Objects.requireNonNullElse(spec.getResources().getRequests(), new TreeMap<String, Quantity>())
                        .get("storage");
        if (storage == null) {
            findings.required(path, "");
        } else if (Quantities.amount(storage).signum() <= 0) {
            findings.invalid(path, storage.toString(), "must be greater than zero");
        }
    }

    private void name(String name, Path path) {
        if (name != null && !name.isEmpty()) {
            Names.subdomain(name).forEach(wrong -> findings.invalid(path, name, wrong));
        }
    }
}
