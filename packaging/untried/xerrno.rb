# Homebrew. Not tried: see README.md.
class Xerrno < Formula
  desc "Terminal browser for the negative error codes of an image service"
  homepage "https://xerrno.invalid"
  url "https://xerrno.invalid/archive/v0.2.0.tar.gz"
  sha256 "0000000000000000000000000000000000000000000000000000000000000000"
  license any_of: ["MIT", "Apache-2.0"]

  depends_on "rust" => :build

  def install
    system "cargo", "install", *std_cargo_args
    generate_completions_from_executable(bin/"xerrno", "completions")
    (man1/"xerrno.1").write Utils.safe_popen_read(bin/"xerrno", "man")
  end

  test do
    assert_match "Invalid (illegal) signature", shell_output("#{bin}/xerrno -97")
  end
end
