using KubeEmulator.Tool.Commands;

namespace KubeEmulator.Tool.Tests.Commands;

public sealed class TrustedRootsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("trusted-roots-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void IsSaidByBundle_EachRootByNameAndHash_IsTrue()
    {
        Roots(3, ["a.pem", "b.pem", "c.crt"], ["002c0b4f.0", "02265526.0", "02265526.1"]);

        Assert.True(TrustedRoots.IsSaidByBundle(_folder));
    }

    [Theory]
    [InlineData(3, "a.pem b.pem c.pem own.pem", "00000001.0 00000002.0 00000003.0")]
    [InlineData(3, "a.pem b.pem c.pem", "00000001.0 00000002.0 00000003.0 00000004.0")]
    [InlineData(2, "a.pem b.pem c.pem", "00000001.0 00000002.0 00000003.0")]
    [InlineData(0, "", "")]
    [InlineData(1, "0000000G.0", "00000001.0x")]
    public void IsSaidByBundle_TheFolderHasMore_IsFalse(int roots, string files, string hashes)
    {
        Roots(roots, files.Split(' ', StringSplitOptions.RemoveEmptyEntries), hashes.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.False(TrustedRoots.IsSaidByBundle(_folder));
    }

    [Fact]
    public void IsSaidByBundle_NoBundle_IsFalse()
    {
        Assert.False(TrustedRoots.IsSaidByBundle(_folder));
        Assert.False(TrustedRoots.IsSaidByBundle(Path.Combine(_folder, "missing")));
    }

    private void Roots(int bundled, params string[][] names)
    {
        File.WriteAllText(Path.Combine(_folder, "ca-certificates.crt"), string.Concat(Enumerable.Repeat("-----BEGIN CERTIFICATE-----\nMII\n-----END CERTIFICATE-----\n", bundled)));
        foreach (var name in names.SelectMany(n => n))
        {
            File.WriteAllText(Path.Combine(_folder, name), "");
        }
    }
}
