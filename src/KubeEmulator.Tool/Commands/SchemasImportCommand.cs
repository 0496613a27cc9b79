using System.CommandLine;
using KubeEmulator.Tool.Importing;

namespace KubeEmulator.Tool.Commands;

/// <summary><c>kube-emulator schemas import</c>: Kubernetes' published documents to compact fact files.</summary>
internal static class SchemasImportCommand
{
    public static Command Create()
    {
        var reference = new Argument<DirectoryInfo>("reference")
        {
            Description = "The folder with openapi/swagger.json, openapi/v3, openapi/enums.json, discovery, resources.csv, printer-columns.json and field-selectors.json.",
        };
        var presence = new Option<FileInfo>("--presence")
        {
            Description = "The Go field facts that OpenAPI does not tell: type, to field, to Go type with ? for omitempty, ! for omitzero, @ before the embedding structs.",
            Required = true,
        };
        var output = new Option<DirectoryInfo>("--output") { Description = "The folder to write, one per Kubernetes minor (schemas/v1.36).", Required = true };
        var command = new Command("import", "Turns Kubernetes' published API documents into the fact files below schemas/.") { reference, presence, output };
        command.SetAction(parsed =>
        {
            var facts = SchemasImport.Run(
                new ReferenceFolder(parsed.GetRequiredValue(reference).FullName),
                parsed.GetRequiredValue(presence).FullName,
                parsed.GetRequiredValue(output).FullName);
            parsed.InvocationConfiguration.Output.WriteLine($"{facts.Types} types, {facts.Resources} resources, {facts.Bytes:N0} bytes");
        });
        return command;
    }
}
