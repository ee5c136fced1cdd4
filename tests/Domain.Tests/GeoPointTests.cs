using static CleaningEvents.Domain.Tests.Example;

namespace CleaningEvents.Domain.Tests;

public class GeoPointTests
{
    private const double MetresOfADegree = 6_371_008.8 * Math.PI / 180;

    [Fact]
    public void milan_to_rome_is_477_kilometres() =>
        Cathedral.MetresTo(new GeoPoint(41.9028, 12.4964)).ShouldBe(477_000, tolerance: 1_000);

    [Fact]
    public void a_degree_of_latitude_is_as_long_everywhere() =>
        new GeoPoint(60, 9).MetresTo(new GeoPoint(61, 9)).ShouldBe(MetresOfADegree, tolerance: 0.01);

    [Fact]
    public void a_degree_of_longitude_is_half_as_long_at_sixty_degrees() =>
        new GeoPoint(60, 9).MetresTo(new GeoPoint(60, 10)).ShouldBe(MetresOfADegree / 2, tolerance: 5);

    [Fact]
    public void the_date_line_is_no_wall() =>
        new GeoPoint(0, 179.5).MetresTo(new GeoPoint(0, -179.5)).ShouldBe(MetresOfADegree, tolerance: 0.01);

    [Fact]
    public void the_other_side_of_the_earth_is_half_a_circle_away() =>
        new GeoPoint(90, 0).MetresTo(new GeoPoint(-90, 0)).ShouldBe(180 * MetresOfADegree, tolerance: 0.01);

    [Fact]
    public void here_is_no_way_at_all() =>
        Cathedral.MetresTo(Cathedral).ShouldBe(0);
}
