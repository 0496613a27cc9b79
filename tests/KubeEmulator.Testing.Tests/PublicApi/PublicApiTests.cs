using System.Reflection;
using FluentAssertions;
using KubeEmulator.FluentAssertions;
using KubeEmulator.Runtime;
using KubeEmulator.Server;
using KubeEmulator.TestShared;
using KubeEmulator.Values;

namespace KubeEmulator.Testing.Tests.PublicApi;

/// <summary>
/// What users may have written against. A change of it is meant or it is a mistake: this test asks. With
/// <c>KUBEEMULATOR_ACCEPT_API=1</c> in the environment it writes the lists anew, and the commit shows what changed.
/// </summary>
public sealed class PublicApiTests
{
    private const string Accept = "KUBEEMULATOR_ACCEPT_API";

    public static TheoryData<string> Packages => new(Assemblies.Select(a => a.GetName().Name!));

    private static Assembly[] Assemblies { get; } =
    [
        typeof(Value).Assembly,
        typeof(Controller).Assembly,
        typeof(ApiServer).Assembly,
        typeof(EmulatedCluster).Assembly,
        typeof(EmulatedClusterFixture).Assembly,
        typeof(ClusterAssertions).Assembly,
    ];

    [Theory]
    [MemberData(nameof(Packages))]
    public void PublicApi_IsTheOneThatWasAccepted(string package)
    {
        var file = Path.Combine(SharedReference.RepositoryRoot, "tests", "Golden", "PublicApi", $"{package}.txt");
        var now = PublicApiText.Write(Assemblies.Single(a => a.GetName().Name == package));
        if (Environment.GetEnvironmentVariable(Accept) == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, now);
        }

        string[] before = File.Exists(file) ? File.ReadAllLines(file) : [];
        string[] after = now.TrimEnd('\n').Split('\n');
        string[] differences = [.. before.Except(after).Select(l => "- " + l.Trim()), .. after.Except(before).Select(l => "+ " + l.Trim())];

        differences.Should().BeEmpty(
            "the public API of {0} changed. If that is meant, run these tests once with {1}=1 in the environment and commit tests/Golden/PublicApi; if not, make it internal or bring it back",
            package,
            Accept);
    }
}
