using System.Text.Json;
using CleaningEvents.Api.Http;
using CleaningEvents.Domain.Governance;

namespace CleaningEvents.Api.Governance.Courses;

/// <summary>The basic security course that comes with the product; a company may publish an edition of its own.</summary>
public static class StandardCourse
{
    /// <summary>Publishes it where there is none; an edition that the company made stays.</summary>
    public static Task<IResult> Publish(Commands commands)
    {
        var course = Read();
        return commands.Start<Course>(Course.BasicSecurity, $"/api/governance/courses/{Course.BasicSecurity}", (existing, _) =>
            Task.FromResult(existing is null ? Course.Publish(existing, course) : Nothing));
    }

    public static CoursePublished Read()
    {
        using var content = typeof(StandardCourse).Assembly.GetManifestResourceStream("BasicSecurity.json")!;
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        JsonRules.Apply(options);
        return JsonSerializer.Deserialize<CoursePublished>(content, options)!;
    }
}
