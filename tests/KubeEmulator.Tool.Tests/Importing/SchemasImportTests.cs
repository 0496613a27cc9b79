using KubeEmulator.TestShared;
using KubeEmulator.Tool.Commands;
using KubeEmulator.Tool.Importing;

namespace KubeEmulator.Tool.Tests.Importing;

public sealed class SchemasImportTests
{
    private static readonly string Committed = Path.Combine(SharedReference.RepositoryRoot, "schemas", "v1.36");

    [SharedFact]
    public void Import_OfThePublishedDocuments_GivesTheCommittedFacts()
    {
        var output = Directory.CreateTempSubdirectory("schemas-import-").FullName;
        try
        {
            string[] arguments = ["schemas", "import", SharedReference.PathOf("reference"), "--presence", Path.Combine(Committed, "presence.json"), "--output", output];

            Assert.Equal(0, CommandCatalog.Root().Parse(arguments).Invoke(new() { Output = TextWriter.Null }));

            var files = Directory.GetFiles(output, "*.json", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(output, f)).Order(StringComparer.Ordinal).ToList();
            Assert.Equal(26, files.Count);
            Assert.All(files, file => Assert.Equal(File.ReadAllText(Path.Combine(Committed, file)), File.ReadAllText(Path.Combine(output, file))));
        }
        finally
        {
            Directory.Delete(output, recursive: true);
        }
    }

    [Fact]
    public void Facts_AreSmall()
    {
        var sizes = Directory.GetFiles(Committed, "*.json", SearchOption.AllDirectories).Select(f => new FileInfo(f).Length).ToList();

        Assert.True(sizes.Max() < 1 << 20);
        Assert.True(sizes.Sum() < 1_500_000);
    }

    [Theory]
    [InlineData("*int32?", "int32", null)]
    [InlineData("*v1.LabelSelector", "v1.LabelSelector", "null")]
    [InlineData("[]v1.Container", "[]v1.Container", "always")]
    [InlineData("[]string?", "[]string", "nonZero")]
    [InlineData("v1.Time?!", "v1.Time", "nonZero")]
    [InlineData("v1.ResourceList=map[v1.ResourceName]resource.Quantity?", "v1.ResourceList", "nonZero")]
    public void GoField_TellsTypeAndPresence(string text, string printed, string? presence)
    {
        var field = GoField.Parse(text);

        Assert.Equal(printed, field.Printed);
        Assert.Equal(presence, field.Presence(isStruct: false));
    }

    [Theory]
    [InlineData("[]v1.Container", "v1.Container")]
    [InlineData("map[string]v1.ExtraValue=[]string", "v1.ExtraValue=[]string")]
    [InlineData("v1.ExtraValue=[]string", "string")]
    [InlineData("v1.ResourceList=map[v1.ResourceName]resource.Quantity", "resource.Quantity")]
    public void GoField_ElementOfNamedTypes_IsTheirOwn(string type, string element) => Assert.Equal(element, GoField.ElementOf(type));

    [Fact]
    public void GoField_StructWithOmitempty_IsWrittenAllTheSame()
    {
        var field = GoField.Parse("v1.DeploymentStatus?@Outer.Inner");

        Assert.Equal("always", field.Presence(isStruct: true));
        Assert.Equal("Outer.Inner", field.Embedded);
    }
}
