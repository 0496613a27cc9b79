using KubeEmulator.Nodes.Stages;
using KubeEmulator.TestShared;

namespace KubeEmulator.ControlPlane.Tests.Nodes.Stages;

public sealed class StageReaderTests
{
    private const string Head = "{apiVersion: kwok.x-k8s.io/v1alpha1, kind: Stage, metadata: {name: s}, spec: {resourceRef: {apiGroup: v1, kind: Pod}, ";

    [Theory]
    [InlineData("selector: {matchExpressions: [{key: '.a | | .b', operator: Exists}]}, next: {delete: true}", "spec.selector.matchExpressions[0].key: position 6: \"|\" is not understood here (in .a | | .b)")]
    [InlineData("selector: {matchExpressions: [{key: .a, operator: Is}]}, next: {delete: true}", "spec.selector.matchExpressions[0].operator: \"Is\" is not one of In, NotIn, Exists, DoesNotExist")]
    [InlineData("selector: {matchExpressions: [{key: .a, operator: In}]}, next: {delete: true}", "spec.selector.matchExpressions[0].values: In needs at least one value")]
    [InlineData("selector: {matchExpressions: [{key: .a, operator: Exists, values: [x]}]}, next: {delete: true}", "spec.selector.matchExpressions[0].values: Exists takes no values; take them out, or write In")]
    [InlineData("selector: {matchExpressions: [{key: .a, operator: In, values: [true]}]}, next: {delete: true}", "spec.selector.matchExpressions[0].values[0]: should be a text, not true or false; put it in quotes")]
    [InlineData("selector: {matchLabels: {a: 1}}, next: {delete: true}", "spec.selector.matchLabels[a]: should be a text, not a number; put it in quotes")]
    [InlineData("selecter: {}, next: {delete: true}", "spec.selecter: there is no such field; there are resourceRef, selector, weight, weightFrom, delay, next, immediateNextStage, steps")]
    [InlineData("next: {statusTemplate: '{{ range .x }}'}", "spec.next.statusTemplate: line 1: {{range}} is not closed: {{end}} is missing")]
    [InlineData("next: {statusTemplate: '{{ Nou }}'}", "spec.next.statusTemplate: line 1: there is no function \"Nou\"")]
    [InlineData("next: {event: {type: Bad}}", "spec.next.event.type: \"Bad\" is not Normal or Warning")]
    [InlineData("weight: -1, next: {delete: true}", "spec.weight: -1 is not a whole number of 0 or more")]
    [InlineData("delay: {durationMilliseconds: soon}, next: {delete: true}", "spec.delay.durationMilliseconds: should be a whole number; it is a text")]
    [InlineData("delay: {durationFrom: {}}, next: {delete: true}", "spec.delay.durationFrom.expressionFrom: is missing; write a jq path such as .status.phase")]
    [InlineData("steps: [{patch: {type: odd, template: 'a: b'}}]", "spec.steps[0].patch.type: \"odd\" is not json, merge or strategic")]
    [InlineData("steps: [{patch: {root: status}}]", "spec.steps[0].patch.template: is missing; write a Go template that gives YAML")]
    [InlineData("weight: 1", "spec.steps: is missing; say what the Stage does, with steps or next")]
    public void Stage_ThatCannotBeUsed_IsToldWithFileDocumentAndField(string spec, string fault)
    {
        var failure = Assert.Throws<StageException>(() => Stage.Parse($"# a comment\n---\n{Head}{spec}}}}}", "stages.yaml"));

        Assert.Equal($"stages.yaml, document 1, Stage \"s\": {fault}", failure.Message);
    }

    [Theory]
    [InlineData("kind: Pod\napiVersion: v1", "f.yaml: there is no document of kind Stage (kwok.x-k8s.io/v1alpha1)")]
    [InlineData("kind: Metric\napiVersion: kwok.x-k8s.io/v1alpha1", "f.yaml, document 1: kind: \"Metric\" of kwok.x-k8s.io is not played, only Stage is; take the document out")]
    [InlineData("kind: Stage\napiVersion: kwok.x-k8s.io/v1\nmetadata: {name: s}\nspec: {resourceRef: {kind: Pod}, next: {}}", "f.yaml, document 1, Stage \"s\": apiVersion: \"kwok.x-k8s.io/v1\" is not played; write kwok.x-k8s.io/v1alpha1")]
    [InlineData("kind: Stage\napiVersion: kwok.x-k8s.io/v1alpha1\nmetadata: {name: s}\nspec: {next: {}}", "f.yaml, document 1, Stage \"s\": spec.resourceRef: is missing; write resourceRef: {apiGroup: v1, kind: Pod}")]
    [InlineData("kind: Stage\napiVersion: kwok.x-k8s.io/v1alpha1\nmetadata: {name: s}\nspec: {resourceRef: {apiGroup: example.com, kind: X}, next: {}}", "f.yaml, document 1, Stage \"s\": spec.resourceRef.apiGroup: \"example.com\" has no version; write it as in apiVersion: example.com/v1")]
    public void Text_WithoutAStageThatCanBePlayed_SaysSo(string text, string message) =>
        Assert.Equal(message, Assert.Throws<StageException>(() => Stage.Parse(text, "f.yaml")).Message);

    [Fact]
    public void Text_WithSeveralFaults_NamesThemAll()
    {
        var text = $"{Head}next: {{event: {{type: Bad}}}}}}}}\n---\n{Head}selector: {{matchExpressions: [{{cel: {{expression: 'self.a +'}}}}]}}, next: {{}}}}}}\n---\nbad: [";

        var lines = Assert.Throws<StageException>(() => Stage.Parse(text, "f.yaml")).Message.Split('\n');

        Assert.Equal("f.yaml, document 1, Stage \"s\": spec.next.event.type: \"Bad\" is not Normal or Warning", lines[0]);
        Assert.StartsWith("f.yaml, document 2, Stage \"s\": spec.selector.matchExpressions[0].cel.expression: ERROR: <input>:1:9: Syntax error", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("f.yaml, document 3: ", lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void Path_ThatIsNotThere_SaysWhereItLooked() =>
        Assert.StartsWith("no/such: no such file or folder (looked for ", Assert.Throws<StageException>(() => Stage.ReadPath("no/such")).Message, StringComparison.Ordinal);

    [SharedFact]
    public void Folders_OfKwok_AreReadAsTheyAre()
    {
        var stages = Stage.ReadPath(SharedReference.PathOf("reference", "kwok-stages"));

        Assert.Contains("pod-ready", stages.Select(s => s.Name));
        Assert.Contains("pvc-provision", stages.Select(s => s.Name));
        Assert.Equal(["Node", "PersistentVolume", "PersistentVolumeClaim", "Pod"], stages.Select(s => s.Kind).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void StageSaidInCSharp_IsTheDocumentThatYamlWouldSay()
    {
        var stage = Stage.For("Pod").Named("slow").WithLabel("app", "web").When(".status.phase", "Pending").WhenMissing(".metadata.deletionTimestamp")
            .After(TimeSpan.FromSeconds(1), upTo: TimeSpan.FromSeconds(2)).WithWeight(3).Event("Normal", "Slow", "is slow").PatchStatus("phase: Running").Build();

        var again = Assert.Single(Stage.Parse(stage.ToString()));

        Assert.Equal(("slow", "Pod", "v1"), (again.Name, again.Kind, again.ApiGroup));
        Assert.Equal(stage.ToString(), again.ToString());
        Assert.Equal("the Stage said in C#, Stage \"pod\": spec.steps[0].patch.template: line 1: there is no function \"Nou\"", Assert.Throws<StageException>(() => Stage.For("Pod").PatchStatus("{{ Nou }}").Build()).Message);
    }
}
