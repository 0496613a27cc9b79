using System.CommandLine;
using KubeEmulator.Kinds;
using KubeEmulator.Values;

namespace KubeEmulator.Tool.Commands;

/// <summary><c>kube-emulator cel eval</c>: rules on an object, without a cluster, with the value of each part and the cost.</summary>
internal static class CelEvalCommand
{
    public static Command Create()
    {
        var @object = new Argument<FileInfo>("object") { Description = "The object, as YAML or JSON." };
        var old = new Option<FileInfo>("--old") { Description = "The object before an update." };
        var definition = new Option<FileInfo>("--definition") { Description = "A CustomResourceDefinition: all its rules are evaluated." };
        var rule = new Option<string>("--rule") { Description = "One rule, in which self is the object." };
        var command = new Command("eval", "Evaluates x-kubernetes-validations and says why they hold or not.") { @object, old, definition, rule };
        command.SetAction(parsed =>
        {
            var (document, before) = (Read(parsed.GetRequiredValue(@object)), parsed.GetValue(old) is { } file ? Read(file) : null);
            var output = parsed.InvocationConfiguration.Output;
            try
            {
                if (parsed.GetValue(rule) is { } text)
                {
                    var verdict = RuleExplainer.Explain(text, document, before);
                    Write(output, verdict);
                    return verdict.Allowed ? 0 : 1;
                }

                return Definition(output, parsed.GetValue(definition), document, before);
            }
            catch (ArgumentException wrong)
            {
                parsed.InvocationConfiguration.Error.WriteLine(wrong.Message);
                return 2;
            }
        });
        return command;
    }

    private static int Definition(TextWriter output, FileInfo? definition, MapValue document, MapValue? before)
    {
        var told = RuleExplainer.Explain(Read(definition ?? throw new ArgumentException("--definition or --rule is needed")), document, before);
        foreach (var verdict in told.Verdicts)
        {
            Write(output, verdict);
        }

        foreach (var error in told.Errors)
        {
            output.WriteLine(error);
        }

        output.WriteLine($"{told.Verdicts.Count} evaluations, cost {told.Cost}");
        return told.Errors.Count == 0 ? 0 : 1;
    }

    private static void Write(TextWriter output, RuleVerdict verdict)
    {
        output.WriteLine($"{(verdict.Path.Length == 0 ? "object" : verdict.Path)}: {verdict.Rule} => {verdict.Value} (cost {verdict.Cost})");
        foreach (var step in verdict.Steps)
        {
            output.WriteLine($"  {step.Line}:{step.Column} {step.Text} => {step.Value}");
        }
    }

    private static MapValue Read(FileInfo file) =>
        YamlText.Parse(File.ReadAllText(file.FullName)) as MapValue ?? throw new ArgumentException($"{file.Name} holds no object");
}
