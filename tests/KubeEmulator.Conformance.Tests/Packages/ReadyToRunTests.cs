using System.Reflection.PortableExecutable;
using System.Runtime.InteropServices;
using System.Text.Json;
using KubeEmulator.Conformance.Programs;
using KubeEmulator.TestShared;

namespace KubeEmulator.Conformance.Packages;

public class ReadyToRunTests
{
    private static string Source => Path.Combine(SharedReference.RepositoryRoot, "src");

    [Theory]
    [InlineData("KubeEmulator", "Release", "", "linux-x64 linux-arm64 osx-arm64 win-x64")]
    [InlineData("KubeEmulator.Core", "Release", "linux-x64%3Bosx-x64", "linux-x64 osx-x64")]
    [InlineData("KubeEmulator.Core", "Release", "none", "")]
    [InlineData("KubeEmulator.Core", "Debug", "", "")]
    [InlineData("KubeEmulator.Testing", "Release", "", "")]
    public async Task Package_CarriesCode_ForTheSystemsAskedFor(string project, string configuration, string asked, string systems)
    {
        var answer = await RunningProgram.RunAsync(
            "dotnet",
            ["msbuild", Path.Combine(Source, project), "-nologo", "-nodeReuse:false", "-getItem:AheadSystem", $"-p:Configuration={configuration}", $"-p:ReadyToRunSystems={asked}"]);

        using var items = JsonDocument.Parse(answer.Succeeded());
        Assert.Equal(systems, string.Join(' ', items.RootElement.GetProperty("Items").GetProperty("AheadSystem").EnumerateArray().Select(i => i.GetProperty("Identity").GetString())));
    }

    [AheadFact]
    public async Task Assembly_CompiledAhead_HoldsCode_AndLeavesThoseBesideItAsTheyAre()
    {
        var work = Directory.CreateTempSubdirectory("kube-emulator-").FullName;
        try
        {
            var beside = Path.GetDirectoryName(ToolProcess.Assembly)!;
            var published = Path.Combine(work, "publish");

            var run = await RunningProgram.RunAsync(
                "dotnet",
                [
                    "publish", Path.Combine(Source, "assets", "ReadyToRun.csproj"), "-nologo", "-nodeReuse:false",
                    $"-p:RuntimeIdentifier={RuntimeInformation.RuntimeIdentifier}", $"-p:Assembly={Path.Combine(beside, "KubeEmulator.dll")}",
                    $"-p:Beside={beside}", $"-p:Work={Path.Combine(work, "obj")}", $"-p:PublishDir={published}/",
                ],
                patience: TimeSpan.FromMinutes(5));

            run.Succeeded();
            Assert.True(HoldsCode(Path.Combine(published, "KubeEmulator.dll")));
            Assert.False(HoldsCode(Path.Combine(published, "KubeEmulator.Core.dll")));
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    private static bool HoldsCode(string assembly)
    {
        using var reader = new PEReader(File.OpenRead(assembly));
        return reader.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size > 0;
    }
}
