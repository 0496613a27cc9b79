using KubeEmulator.Conformance.Programs;
using KubeEmulator.TestShared;

namespace KubeEmulator.Conformance.Wire;

/// <summary>
/// <c>tests/wire-passed.txt</c> names the recorded answers that the emulator gives as the genuine server does; one that it no longer
/// gives breaks the build. New ones are added by running with <c>WIRE_RATCHET=write</c>.
/// </summary>
[Collection("wire runs, one at a time")]
public class RatchetTests
{
    private static readonly string List = Path.Combine(SharedReference.RepositoryRoot, "tests", "wire-passed.txt");

    [WireFact]
    public Task Bare_ListedTranscripts_StillPass() => CheckAsync("bare/", WireRun.BareAsync);

    [WireFact]
    public Task Machinery_ListedTranscripts_StillPass() => CheckAsync("machinery/", WireRun.MachineryAsync);

    private static async Task CheckAsync(string prefix, Func<string, Task<HashSet<string>>> run)
    {
        var output = Directory.CreateTempSubdirectory("wire-").FullName;
        try
        {
            var passed = await run(output);
            var listed = File.Exists(List) ? await File.ReadAllLinesAsync(List) : [];
            if (Environment.GetEnvironmentVariable("WIRE_RATCHET") == "write")
            {
                await WriteAsync(listed.Where(l => !l.StartsWith(prefix, StringComparison.Ordinal)).Concat(passed));
                return;
            }

            Assert.Equal([], listed.Where(l => l.StartsWith(prefix, StringComparison.Ordinal) && !passed.Contains(l)));
        }
        finally
        {
            Directory.Delete(output, recursive: true);
        }
    }

    private static Task WriteAsync(IEnumerable<string> names) => File.WriteAllTextAsync(List, string.Join('\n', names.Order(StringComparer.Ordinal)) + "\n");
}
