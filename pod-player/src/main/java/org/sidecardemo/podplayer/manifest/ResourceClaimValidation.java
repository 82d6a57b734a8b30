package org.sidecardemo.podplayer.manifest;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodResourceClaim;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.ResourceClaim;

/** The API server's rules for claims to devices. Source: validatePodResourceClaims, validateResourceClaimNames. */
final class ResourceClaimValidation {

    private final Findings findings;

    ResourceClaimValidation(Findings findings) {
        this.findings = findings;
    }

    void spec(PodSpec spec, Path path) {
        List<PodResourceClaim> claims = spec.getResourceClaims();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < claims.size(); i++) {
            claim(claims.get(i), seen, path.child("resourceClaims").index(i));
        }
        Set<String> names = claims.stream().map(PodResourceClaim::getName)
                .filter(name -> !ContainerValidation.isEmpty(name)).collect(Collectors.toCollection(TreeSet::new));
        containers(spec.getContainers(), names, path.child("containers"));
        containers(spec.getInitContainers(), names, path.child("initContainers"));
    }

    private void claim(PodResourceClaim claim, Set<String> seen, Path path) {
        String name = claim.getName();
        if (ContainerValidation.isEmpty(name)) {
            findings.required(path.child("name"), "");
        } else if (seen.contains(name)) {
            findings.duplicate(path.child("name"), name);
        } else {
            Names.label(name).forEach(wrong -> findings.invalid(path.child("name"), name, wrong));
            seen.add(name);
        }
        String resource = claim.getResourceClaimName();
        String template = claim.getResourceClaimTemplateName();
        if (resource != null && template != null) {
            findings.add(path, "Invalid value: " + GoText.of(claim),
                    "at most one of `resourceClaimName` or `resourceClaimTemplateName` may be specified");
        }
        if (resource == null && template == null) {
            findings.add(path, "Invalid value: " + GoText.of(claim),
                    "must specify one of: `resourceClaimName`, `resourceClaimTemplateName`");
        }
        subdomain(resource, path.child("resourceClaimName"));
        subdomain(template, path.child("resourceClaimTemplateName"));
    }

    private void subdomain(String name, Path path) {
        if (name != null) {
            Names.subdomain(name).forEach(wrong -> findings.invalid(path, name, wrong));
        }
    }

    private void containers(List<Container> containers, Set<String> ofPod, Path path) {
        for (int i = 0; i < containers.size(); i++) {
            container(containers.get(i).getResources().getClaims(), ofPod,
                    path.index(i).child("resources").child("claims"));
        }
    }

    private void container(List<ResourceClaim> claims, Set<String> ofPod, Path path) {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < claims.size(); i++) {
            ResourceClaim claim = claims.get(i);
            String name = claim.getName();
            Path at = path.index(i);
            if (ContainerValidation.isEmpty(name)) {
                findings.required(at, "");
                continue;
            }
            unique(claim, seen, at);
            if (!ofPod.contains(name)) {
                findings.add(at, "Not found: " + Findings.shown(name),
                        "must be one of the names in pod.spec.resourceClaims"
                                + (ofPod.isEmpty() ? " which is empty" : ": " + String.join(", ", ofPod)));
            }
        }
    }

    /** A claim as a whole overlaps with each request in it. */
    private void unique(ResourceClaim claim, Set<String> seen, Path path) {
        String name = claim.getName();
        if (seen.contains(name)) {
            findings.duplicate(path, name);
            return;
        }
        boolean whole = ContainerValidation.isEmpty(claim.getRequest());
        String key = whole ? name : name + "/" + claim.getRequest();
        if (!whole) {
            Names.label(claim.getRequest())
                    .forEach(wrong -> findings.invalid(path.child("request"), claim.getRequest(), wrong));
        }
        if (seen.contains(key) || whole && seen.stream().anyMatch(other -> other.startsWith(name + "/"))) {
            findings.duplicate(path, key);
        }
        seen.add(key);
    }
}
