# Nix: nix-build -E '(import <nixpkgs> {}).callPackage ./package.nix {}'. Not tried: see README.md.
{ lib, rustPlatform, installShellFiles }:

rustPlatform.buildRustPackage {
  pname = "xerrno";
  version = "0.2.0";
  src = lib.cleanSource ../..;
  cargoLock.lockFile = ../../Cargo.lock;

  nativeBuildInputs = [ installShellFiles ];

  # The tests drive terminals, X servers and compositors, which the sandbox lacks.
  doCheck = false;

  postInstall = ''
    $out/bin/xerrno man > xerrno.1
    installManPage xerrno.1
    installShellCompletion --cmd xerrno \
      --bash <($out/bin/xerrno completions bash) \
      --zsh <($out/bin/xerrno completions zsh) \
      --fish <($out/bin/xerrno completions fish)
  '';

  meta = {
    description = "Terminal browser for the negative error codes of an image service";
    license = with lib.licenses; [ mit asl20 ];
    mainProgram = "xerrno";
  };
}
