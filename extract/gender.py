"""Whether a person is a she or a he, as far as a given name or a title says so."""

from __future__ import annotations

from enum import StrEnum

from extract.cues import words
from extract.folding import fold
from extract.given_names import GIVEN_NAMES, LEADING_SURNAMES


class Gender(StrEnum):
    """What pronouns a name takes."""

    FEMALE = "female"
    MALE = "male"


_FEMALE_TITLES = words(
    "mrs ms miss dame lady queen princess congresswoman chairwoman spokeswoman businesswoman wife widow daughter sister"
    " mother sheikha"
)
_MALE_TITLES = words(
    "mr sir lord king prince congressman chairman spokesman businessman pope father brother husband son sheikh"
)
_FEMALE = words(
    """
    Abby Abigail Aisha Alana Alejandra Alessandra Alexandra Alice Alicia Alina Alison Allison Alyssa Amanda Amber
    Amelia Amy Ana Angela Anita Ann Anna Annabelle Anne Annie Anya April Ashley Astrid Audrey Barbara Becky Beth
    Betty Brenda Bridget Brittany Candice Carina Carla Carmen Carol Caroline Carolyn Catherine Cathy Cecilia
    Charlotte Chelsea Cheryl Chloe Christa Christina Christine Cindy Claire Clara Claudia Claudie Colleen Connie
    Crystal Cynthia Daniela Danielle Daria Darlene Dawn Debbie Deborah Debra Denise Diana Diane Dina Dolores Donna
    Doris Dorothy Eileen Elaine Eleanor Elena Elisa Elizabeth Ella Ellen Emily Emma Erica Erika Erin Esther Eva
    Fatima Felicia Fiona Frances Francesca Gabriela Gail Gina Giulia Gloria Grace Greta Gwynne Hannah Harriet Heather
    Heidi Heike Helen Helena Helene Holly Ines Ingrid Irene Irina Iris Isabel Isabella Ivana Jackie Jaclyn
    Jacqueline Jane Janet Janice Jasmin Jeanette Jeanne Jenna Jenni Jennifer Jenny Jessica Jill Joan Joanna Joanne
    Johanna Joy Joyce Judith Judy Julia Julie June Jutta Kaitlyn Kalpana Karen Karin Karina Karla Kate Katherine
    Kathleen Kathryn Kathy Katie Katrina Katya Kayla Keiko Kimberly Kirsten Krista Kristen Kristin Kristina Laura
    Laurel Lauren Laurie Leah Leila Lena Lidia Lili Lily Lina Linda Lindsay Lindsey Lisa Lois Lori Lorraine Louise
    Lucia Lucy Luisa Lydia Mabel Mae Maggie Marcia Margaret Margarita Maria Marie Marina Marisa Marjorie Marsha
    Martha Martina Mary Maureen Megan Melanie Melissa Melody Mercedes Meredith Michelle Mildred Miranda Miriam Moira
    Molly Monica Monika Nadia Nadine Nancy Naoko Naomi Natalia Natalie Natasha Nichole Nicole Nina Nora Olga Olivia
    Pam Pamela Patricia Patty Paula Peggy Penny Petra Phyllis Priya Rachel Rebecca Rita Roberta Rosa Rose Rosemary
    Ruth Sabine Sally Samantha Sandra Sara Sarah Serena Shannon Shari Sharon Sheila Shelby Shelley Sherry Shirley
    Silvia Simone Simonetta Sofia Sonia Sophia Sophie Stacey Stacy Stella Stephanie Sue Suni Sunita Susan Susanne
    Suzanne Svetlana Sylvia Sylvie Tamara Tammy Tanya Tara Tatiana Teresa Terri Theresa Tiffany Tina Toni Tracey
    Tracy Tricia Ursula Valentina Valerie Vanessa Vera Veronica Vicky Victoria Virginia Vivian Wanda Yael Yasmin
    Yelena Yulia Yvonne Zena Zoe Ekaterina Ayesha Chiaki Hélène Helene María Mónica Akosua Ngozi Wanjiku Thandeka
    Selam Priyanka Kavita Lakshmi Ananya Meera Neha Nisha Pooja Shreya Usha Haruka Sakura Yoko Yumi Mei Kimiya Nicky
    Bethany Brooke Caitlin Carolina Cassandra Celeste Charity Christy Clarissa Clementine Clémentine Daisy Delphine
    Desiree Edith Elodie Emilie Estelle Evelyn Faith Florence Francoise Françoise Freya Geraldine Gertrude Gillian
    Ginger Gwen Hazel Hope Ida Ilse Imogen Ingeborg Isabelle Ivy Jamila Jana Janine Jean Jemma Jo Jocelyn Josephine
    Juliet Juliette Justine Kara Katharina Katharine Kathrin Kiersten Kirsty Larisa Layla Leona Lesley Liliana Liz
    Lizzie Lola Lorena Luz Madeleine Madison Magdalena Maja Makenzie Malala Mara Marianne Mariana Marta Matilda Maya
    Mia Mina Minnie Mona Myriam Nadezhda Nelly Noor Odile Oksana Paige Pauline Pearl Philippa Poppy Ramona Regina
    Renata Renee Renée Rhea Rhonda Rosalind Roxanne Ruby Sabrina Savannah Selma Shauna Sian Sinead Siobhan Solveig
    Sonja Stefanie Sunniva Tabitha Tania Teodora Thelma Trudy Una Vicki Violet Wendy Wilma Winifred Xenia Zara
    Ada Agnes Alma Anastasia Ayumi Bonnie Camille Celia Constance Cora Dora Edna Elise Elsa Eugenia Flora Genevieve
    Ginny Irma Jeana Ludmila Lyudmila Lana Lara Margot Mariam Marilyn Mayumi Muriel Nellie Nelli Noriko Raquel Rosalie
    Sandrine Savita Svitlana Tess Tessa Tomoko Trish Vesna Yvette Zhanna
    Zsuzsanna Hedwig Parvaneh Adaeze Orla Amparo Vemitra Jeannette Nicola Lia Loral Lorelei Trina
    """
)
_EITHER = words(
    """
    Alex Andrea Andy Ariel Bobby Cameron Carter Casey Charlie Chris Corey Courtney Dale Dana Dominique Drew Jackie
    Jaime Jamie Jan Jean Jess Jessie Jody Jordan Joy Jules June Kay Kelly Kelvin Kim Kiran Kris Kyle Lee Leslie Lindsay
    Lindsey Logan Lynn Marion May Mei Michele Morgan Nelson Nicola Pat Reid Robin Ross Sam Sandy Sasha Shannon Shelby
    Sidney Simone Stacey Stacy Taylor Terry Toni Tory Tracey Tracy Vivian Yael Yuki Ming Wei-Ming Soo-jin
    Min-jun Selam Anand Jasmin Noor Jo Ashley Angel Musa Ines Loral Kerry Kirby Blair Rene Ali Sultan
    """
)


_FEMALE_FOLDED = frozenset(map(fold, _FEMALE))
_KNOWN_FOLDED = frozenset(map(fold, GIVEN_NAMES))


def gender(name: str) -> Gender | None:
    """The gender of a person by the given name that a name begins with, or None.

    Args:
        name: a name with its given name first; one with the surname first tells nothing.
    """
    first, _, rest = name.partition(" ")
    if not rest or first in _EITHER or first in LEADING_SURNAMES:
        return None
    folded = fold(first)
    if folded in _FEMALE_FOLDED:
        return Gender.FEMALE
    return Gender.MALE if folded in _KNOWN_FOLDED else None


def gender_of_title(word: str) -> Gender | None:
    """The gender that a word before a name tells ("Mrs", "spokesman"), or None."""
    if word.lower() in _FEMALE_TITLES:
        return Gender.FEMALE
    return Gender.MALE if word.lower() in _MALE_TITLES else None
