using KubeEmulator.Values;

namespace KubeEmulator.Core.Tests.Values;

public sealed class SharedValuesTests
{
    [Fact]
    public void Share_EqualParts_BecomeOne()
    {
        var documents = Enumerable.Range(0, 4).Select(i => Parse($$$"""{"name":"shared-{{{i}}}","spec":{"image":"shared.example/web","ports":[{"containerPort":8099}]}}""")).ToArray();
        foreach (var document in documents)
        {
            SharedValues.Share(document, null);
        }

        // A part is known from its leaves up, so it takes one document for each level.
        Assert.Same(documents[2].Map("spec")!["image"], documents[3].Map("spec")!["image"]);
        Assert.Same(documents[2].Map("spec")!.List("ports")![0], documents[3].Map("spec")!.List("ports")![0]);
    }

    [Theory]
    [InlineData("""{"a":1,"b":"1","c":1.0,"d":true,"e":null,"f":[],"g":{},"h":[1,1.0,"1"],"i":{"x":{"y":"shared-deep"}}}""")]
    [InlineData("""{"b":"1","a":1,"zero":-0,"large":9007199254740993,"exact":1.10,"text":""}""")]
    [InlineData("""{"i":{"b":"shared-b","a":"shared-a"},"j":{"a":"shared-a","b":"shared-b"}}""")]
    public void Share_Document_IsWrittenAsBefore(string json)
    {
        for (var round = 0; round < 5; round++)
        {
            var document = Parse(json);
            SharedValues.Share(document, null);
            Assert.Equal(json, document.ToString());
        }
    }

    [Fact]
    public void Share_PartsOfTheDocumentBefore_AreLeftAlone()
    {
        var before = Parse("""{"spec":{"image":"shared-before"},"status":{"phase":"shared-a"}}""");
        SharedValues.Share(before, null);
        var spec = before["spec"];
        var after = before.With("status", MapValue.Of(("phase", "shared-b")));
        SharedValues.Share(after, before);
        Assert.Same(spec, after["spec"]);
        Assert.Same(spec, before["spec"]);
        Assert.Equal("""{"spec":{"image":"shared-before"},"status":{"phase":"shared-b"}}""", after.ToString());
    }

    [Fact]
    public void Share_ByManyThreads_KeepsEveryDocument()
    {
        Parallel.For(0, 2000, i =>
        {
            var json = $$$"""{"name":"thread-{{{i % 97}}}","spec":{"replicas":{{{i % 500}}},"labels":{"app":"thread-{{{i % 7}}}"},"args":["thread-{{{i % 3}}}","x"]}}""";
            var document = Parse(json);
            SharedValues.Share(document, null);
            Assert.Equal(json, document.ToString());
        });
    }

    private static MapValue Parse(string json) => (MapValue)Value.Parse(json);
}
