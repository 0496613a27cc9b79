using System.Text;
using KubeEmulator.Objects;
using KubeEmulator.Schemas;
using KubeEmulator.Values;

namespace KubeEmulator.Core.Tests.Schemas;

public sealed class TypedDecoderTests
{
    [Theory]
    [InlineData("apps/v1/Deployment", """{"spec":{"replicas":"3"}}""", "json: cannot unmarshal string into Go struct field DeploymentSpec.spec.replicas of type int32")]
    [InlineData("v1/Pod", """{"metadata":{"labels":["a"]}}""", "json: cannot unmarshal array into Go struct field ObjectMeta.metadata.labels of type map[string]string")]
    [InlineData("v1/Pod", """{"metadata":{"labels":{"a":1}}}""", "json: cannot unmarshal number into Go struct field ObjectMeta.metadata.labels of type string")]
    [InlineData("v1/Pod", """{"spec":{"containers":[{"image":1}]}}""", "json: cannot unmarshal number into Go struct field Container.spec.containers.image of type string")]
    [InlineData("v1/Pod", """{"spec":{"containers":{}}}""", "json: cannot unmarshal object into Go struct field PodSpec.spec.containers of type []v1.Container")]
    [InlineData("v1/Pod", """{"spec":{"containers":[{"imagePullPolicy":true}]}}""", "json: cannot unmarshal bool into Go struct field Container.spec.containers.imagePullPolicy of type v1.PullPolicy")]
    [InlineData("v1/Pod", """{"spec":{"volumes":[{"hostPath":"x"}]}}""", "json: cannot unmarshal string into Go struct field Volume.spec.volumes.VolumeSource.hostPath of type v1.HostPathVolumeSource")]
    [InlineData("v1/Pod", """{"spec":{"containers":[{"resources":{"limits":{"cpu":"a"}}}]}}""", "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'")]
    [InlineData("v1/Pod", """{"spec":{"containers":[{"resources":{"limits":"x"}}]}}""", "json: cannot unmarshal string into Go struct field ResourceRequirements.spec.containers.resources.limits of type v1.ResourceList")]
    [InlineData("v1/Service", """{"spec":{"ports":[{"targetPort":1.5}]}}""", "json: cannot unmarshal number 1.5 into Go struct field ServicePort.spec.ports.targetPort of type int32")]
    [InlineData("v1/Secret", """{"data":{"a":"!"}}""", "illegal base64 data at input byte 0")]
    [InlineData("v1/Secret", """{"data":{"a":"YQ"}}""", "illegal base64 data at input byte 0")]
    [InlineData("v1/Secret", """{"data":{"a":"YWJjZA"}}""", "illegal base64 data at input byte 4")]
    [InlineData("v1/ServiceAccount", """{"secrets":["x"]}""", "json: cannot unmarshal string into Go struct field ServiceAccount.secrets of type v1.ObjectReference")]
    [InlineData("scheduling.k8s.io/v1/PriorityClass", """{"value":3000000000}""", "json: cannot unmarshal number 3000000000 into Go struct field PriorityClass.value of type int32")]
    [InlineData("v1/Pod", """{"metadata":{"creationTimestamp":"yesterday"}}""", "parsing time \"yesterday\" as \"2006-01-02T15:04:05Z07:00\": cannot parse \"yesterday\" as \"2006\"")]
    [InlineData("v1/Pod", """{"metadata":{"creationTimestamp":5}}""", "json: cannot unmarshal number into Go struct field ObjectMeta.metadata.creationTimestamp of type string")]
    [InlineData("v1/Pod", """{"kind":1}""", "json: cannot unmarshal number into Go struct field Pod.TypeMeta.kind of type string")]
    public void WrongType_IsRefusedInGosWords(string kind, string json, string error) =>
        Assert.Equal(error, Decode(kind, json).Error);

    [Fact]
    public void FirstTypeError_Wins_ButNotOverATypesOwnDecoder()
    {
        Assert.Contains("spec.hostname", Decode("v1/Pod", """{"spec":{"hostname":1,"nodeName":2}}""").Error, StringComparison.Ordinal);
        Assert.StartsWith("quantities", Decode("v1/Pod", """{"spec":{"hostname":1,"overhead":{"cpu":"x"}}}""").Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("v1/Pod", """{"spec":{"nodeName":""},"kind":"Pod"}""", """{"kind":"Pod","metadata":{},"spec":{"containers":null},"status":{}}""")]
    [InlineData("v1/Pod", """{"spec":{"containers":[{"name":"c","resources":{"limits":{"memory":"1024Mi","cpu":0.5}}}]}}""", """{"metadata":{},"spec":{"containers":[{"name":"c","resources":{"limits":{"cpu":"500m","memory":"1Gi"}}}]},"status":{}}""")]
    [InlineData("v1/Pod", """{"metadata":{"labels":{"b":"1","a":null}},"spec":{"containers":[null]}}""", """{"metadata":{"labels":{"a":"","b":"1"}},"spec":{"containers":[{"name":"","resources":{}}]},"status":{}}""")]
    [InlineData("v1/Pod", """{"metadata":{"deletionTimestamp":"2026-01-02T03:04:05.678+01:00","creationTimestamp":null}}""", """{"metadata":{"deletionTimestamp":"2026-01-02T02:04:05Z"},"spec":{"containers":null},"status":{}}""")]
    [InlineData("v1/Secret", """{"data":{"a":"YQ==","b":"YW\nJj"},"stringData":{}}""", """{"metadata":{},"data":{"a":"YQ==","b":"YWJj"}}""")]
    [InlineData("v1/Secret", """{"data":{"a":null}}""", """{"metadata":{},"data":{"a":null}}""")]
    [InlineData("v1/Service", """{"spec":{"ports":[{"port":80}]}}""", """{"metadata":{},"spec":{"ports":[{"port":80,"targetPort":0}]},"status":{"loadBalancer":{}}}""")]
    [InlineData("apps/v1/Deployment", """{"spec":{"replicas":0,"paused":false}}""", """{"metadata":{},"spec":{"replicas":0,"selector":null,"template":{"metadata":{},"spec":{"containers":null}},"strategy":{}},"status":{}}""")]
    [InlineData("apps/v1/ControllerRevision", """{"revision":1}""", """{"metadata":{},"data":null,"revision":1}""")]
    [InlineData("coordination.k8s.io/v1/Lease", """{"spec":{"renewTime":"2026-01-02T03:04:05.123456+00:00"}}""", """{"metadata":{},"spec":{"renewTime":"2026-01-02T03:04:05.123456Z"}}""")]
    public void Document_IsWrittenAsGoWritesIt(string kind, string json, string expected)
    {
        var outcome = Decode(kind, json);

        Assert.Null(outcome.Error);
        Assert.Equal(expected, outcome.Document.ToString());
    }

    [Fact]
    public void UnknownAndDuplicateFields_AreReportedInDocumentOrder()
    {
        const string json = """
            {"spec":{"unknown1":"val1","unknownDupe":"x","unknownDupe":"y","paused":true,"paused":false,
             "template":{"metadata":{"labels":{"a":"1","a":"2"}},"spec":{"containers":[{"name":"c","unknownNested":1,"image":"a","image":"b"}]}}}}
            """;

        Assert.Equal(
            [
                "unknown field \"spec.unknown1\"", "unknown field \"spec.unknownDupe\"", "duplicate field \"spec.paused\"",
                "duplicate field \"spec.template.metadata.labels.a\"",
                "unknown field \"spec.template.spec.containers[0].unknownNested\"", "duplicate field \"spec.template.spec.containers[0].image\"",
            ],
            Decode("apps/v1/Deployment", json).StrictErrors);
    }

    [Fact]
    public void NamesInAnotherCase_AreUnknown() =>
        Assert.Equal(["unknown field \"Spec\""], Decode("v1/Pod", """{"Spec":{}}""").StrictErrors);

    [Fact]
    public void MoreThanAHundredFaults_AreNotListed()
    {
        var json = "{" + string.Join(',', Enumerable.Range(0, 150).Select(i => $"\"x{i}\":1")) + "}";

        Assert.Equal(100, Decode("v1/Pod", json).StrictErrors.Count);
    }

    [Fact]
    public void StoredDocument_DecodedAgain_IsTheSameReference()
    {
        var stored = Decode("v1/Pod", """{"metadata":{"name":"p"},"spec":{"containers":[{"name":"c","resources":{"limits":{"cpu":"500m"}}}]}}""").Document;

        Assert.Same(stored, TypedDecoder.Decode(stored, Schema("v1/Pod")).Document);
    }

    [Fact]
    public void ChangedField_KeepsTheOtherSubtrees()
    {
        var stored = Decode("v1/Pod", """{"metadata":{"name":"p"},"spec":{"containers":[{"name":"c"}]}}""").Document;
        var edited = stored.WithAt(["status", "phase"], "Running").WithAt(["status", "bogus"], 1);

        var decoded = TypedDecoder.Decode(edited, Schema("v1/Pod")).Document;

        Assert.Same(stored["spec"], decoded["spec"]);
        Assert.Equal("""{"phase":"Running"}""", decoded["status"]!.ToString());
    }

    [Fact]
    public void SchemaFields_OfADefinition_TakeSchemasAndSimplerForms()
    {
        const string json = """{"spec":{"versions":[{"schema":{"openAPIV3Schema":{"properties":{"a":{"type":"array","items":{"bogus":1,"type":"string"}},"b":{"additionalProperties":true}}}}}]}}""";

        var outcome = Decode("apiextensions.k8s.io/v1/CustomResourceDefinition", json);

        Assert.Empty(outcome.StrictErrors);
        Assert.Contains("""{"a":{"type":"array","items":{"type":"string"}},"b":{"additionalProperties":true}}""", outcome.Document.ToString(), StringComparison.Ordinal);
    }

    private static Schema Schema(string kind)
    {
        var words = kind.Split('/');
        return BuiltInSchemas.For(new GroupVersionKind(words.Length == 3 ? words[0] : "", words[^2], words[^1]))!;
    }

    private static DecodeOutcome Decode(string kind, string json)
    {
        var duplicates = new List<string>();
        var document = JsonValueReader.Read(Encoding.UTF8.GetBytes(json), new JsonReadOptions { OnDuplicate = duplicates.Add });
        return TypedDecoder.Decode((MapValue)document, Schema(kind), duplicates);
    }
}
