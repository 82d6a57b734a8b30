# Every task by name; `make` alone lists them.

MVN ?= mvn
KUBECTL ?= kubectl
# what the labels of the images say of their source
REVISION := $(shell git rev-parse HEAD 2>/dev/null || echo unknown)
# how often make bench takes each figure
RUNS ?= 10
PLAYER := pod-player/target/pod-player/bin/pod-player
# what make torture has to leave out: without a cluster, without a Docker daemon
TORTURE_WITHOUT = $(if $(KUBECONFIG),none,cluster)$(shell docker version >/dev/null 2>&1 || echo ,images)
IMAGES := $(MVN) -q -Pimages -Dimage.revision=$(REVISION) -DskipTests package -pl runtime,slow-sidecar,sidecar-user

help: ## lists the tasks
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | awk -F '\t' '{ printf "  make %-20s %s\n", $$1, $$2 }'

demo: player ## plays the six manifests without a cluster, about a minute; pictures in target/demo/index.html
	@rm -rf target/demo
	@# four of the six fail or hang, which is their point: then the player's exit code is 1
	@$(PLAYER) --gallery target/demo --timeout 1-classic-sidecar.yaml=8s --timeout 2-classic-sidecar-with-retry.yaml=10s \
	  --timeout 3-init-container.yaml=8s k8s/[1-6]*.yaml || [ $$? -eq 1 ]
	@echo; ls target/demo/index.html

play: player ## plays a manifest of your own: make play FILE=pod.yaml
	@test -n '$(FILE)' || { echo 'make play: FILE is not set; for example: make play FILE=k8s/5-native-sidecar.yaml' >&2; exit 2; }
	@$(PLAYER) $(PLAY_FLAGS) '$(FILE)'

player: ## builds the player: pod-player/target/pod-player/bin/pod-player
	@$(MVN) -q -DskipTests package -pl pod-player -am

test: ## builds all and passes the tests that need neither Docker nor a cluster
	$(MVN) verify

images: ## writes both images as archives, without Docker: */target/*.tar
	@$(IMAGES)
	@ls slow-sidecar/target/slow-sidecar.tar sidecar-user/target/sidecar-user.tar

training: images ## records anew which classes the images' AOT caches hold: after a change of JDK, Helidon or code
	@runtime/record-training.sh

verify-reproducible: ## builds the images in two folders, and fails where their digests differ
	@runtime/verify-reproducible.sh

docker: ## puts both images into the local Docker daemon
	@$(IMAGES) -Dimage.goal=dockerBuild

push: ## pushes both images: make push REGISTRY=registry.example/team
	@test -n '$(REGISTRY)' || { echo 'make push: REGISTRY is not set; for example: make push REGISTRY=registry.example/team' >&2; exit 2; }
	@$(IMAGES) -Dimage.goal=build -Dimage.registry='$(REGISTRY)' $(PUSH_FLAGS)

deploy: ## applies the six CronJobs to namespace sidecar-demo; REGISTRY=… takes the images from there
	@$(KUBECTL) kustomize k8s | sed 's|image: localhost/|image: $(or $(REGISTRY),localhost)/|' | $(KUBECTL) apply -f -

states: ## prints the state of every container: pod, container, state, reason, exit code
	@$(KUBECTL) get pods --namespace sidecar-demo --sort-by .metadata.name \
	  -o go-template-file=k8s/states.gotemplate | sed "s/ *$$//"

undeploy: ## removes the namespace sidecar-demo and all that is in it
	@$(KUBECTL) delete namespace sidecar-demo --ignore-not-found

test-images: busybox ## builds the images and tests them; needs a Docker daemon
	$(MVN) -Pimages -Dimage.revision=$(REVISION) -Dgroups=images -DexcludedGroups=torture verify

busybox: ## writes the image of the tests' scenarios: system-tests/target/busybox.tar
	@system-tests/busybox-image.sh

test-cluster: busybox ## tests manifests and player on the cluster of KUBECONFIG, whose nodes must have the images; needs Docker
	@test -n '$(KUBECONFIG)' || { echo 'make test-cluster: KUBECONFIG is not set, and no default context is ever used' >&2; exit 2; }
	KUBECTL='$(KUBECTL)' $(MVN) -Dgroups=cluster -DexcludedGroups=torture verify

torture: player ## tries to break all of it, at most a quarter of an hour: cluster of KUBECONFIG and images too, where there are
	@rm -f target/torture.md
	$(MVN) -Dgroups=torture -DexcludedGroups='$(TORTURE_WITHOUT)' verify
	@printf '| of | tried with | what happened |\n|---|---|---|\n'; LC_ALL=C sort target/torture.md

bench: player ## measures the player, beside the cluster of KUBECONFIG if it is set, three minutes; writes target/bench.json
	@$(MVN) -q -pl system-tests test-compile exec:exec -Dexec.executable=java -Dexec.classpathScope=test \
	  -Dexec.workingdir='$(CURDIR)' -Dexec.args='-Dstdout.encoding=UTF-8 -cp %classpath org.sidecardemo.systemtests.Bench $(PLAYER) $(RUNS) target/bench.json'

format: ## formats the Java sources
	$(MVN) formatter:format

clean: ## removes what was built
	$(MVN) clean

.PHONY: help demo play player test images training verify-reproducible docker push deploy states undeploy test-images busybox test-cluster torture bench format clean
